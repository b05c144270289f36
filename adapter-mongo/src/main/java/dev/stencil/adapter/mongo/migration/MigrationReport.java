package dev.stencil.adapter.mongo.migration;

import dev.stencil.adapter.mongo.MongoStorage;
import java.util.List;

/**
 * Report of a run of the {@link Migration}: what it did, or would have done. It holds ids and counts, never a name or a
 * value.
 *
 * @param wrapped how many password hashes of the original were wrapped
 * @param problems the documents that need a person: the first {@value #MOST_PROBLEMS}; {@code reported} of the counts
 *     counts all
 */
public record MigrationReport(Outcome outcome, Counts users, Counts templates, long wrapped, List<Problem> problems) {
    /** How many problems are listed. */
    public static final int MOST_PROBLEMS = 10_000;

    /** How far the run came. */
    public enum Outcome {
        /** Nothing was to be written, and nothing was. */
        LOOKED,
        /** The original may have written since the database was finished, which a look has shown: finish it again. */
        LEFT_BEHIND,
        /** Every document was looked at and has our members, but for those reported; to be finished. */
        ADOPTED,
        /** Everything is in place: a {@link MongoStorage} opens the database. */
        FINISHED,
        /** Not finished: documents have a member {@code stencil} of somebody else's. */
        FOREIGN_MEMBERS,
        /** Not finished: somebody wrote to the database meanwhile. */
        STILL_WRITTEN_TO
    }

    /**
     * The documents of one collection.
     *
     * @param documents how many there are
     * @param adopted those that got our members
     * @param already those that had them, and rightly
     * @param changed those whose content the original had changed since
     * @param opaque those whose content JSON cannot express
     * @param duplicates those made unambiguous by their keys, which the last step alone counts: templates equal to a
     *     younger one of the same owner, accounts whose name differs from an older one's by case, width or
     *     normalisation
     * @param reported those that need a person
     * @param contended those that somebody changed between our look and our write, so that they were left alone
     */
    public record Counts(
            long documents,
            long adopted,
            long already,
            long changed,
            long opaque,
            long duplicates,
            long reported,
            long contended) {}

    /**
     * A document that needs a person. It was kept as it is, or was adopted with a restriction.
     *
     * @param id the 24 digits of an ObjectId; any other id as Extended JSON, shortened
     * @param text for people: what the reason says, and more if there is more to say
     */
    public record Problem(String collection, String id, Reason reason, String text) {
        public Problem(String collection, String id, Reason reason) {
            this(collection, id, reason, reason.text());
        }
    }

    /** Why a document needs a person. */
    public enum Reason {
        FOREIGN_MEMBER("has a member stencil that is not Stencil's: rename or remove it; the last step waits for that"),
        REFUSED("the server refused to store Stencil's members in it, as it is too large or too deep"),
        NAME_IS_NO_STRING("the user name is no string: cannot log in"),
        PASSWORD_IS_NO_STRING("the password hash is no string: cannot log in"),
        PASSWORD_HASH_IS_UNUSABLE("the password hash cannot be used: cannot log in"),
        NAME_IS_TAKEN("an older account has exactly this name and is the one that logs in"),
        NAME_IS_EMPTY("the user name is empty: cannot log in"),
        NAME_IS_TOO_LONG("the user name is too long for a token: cannot log in"),
        ID_IS_NO_OBJECT_ID("the _id is no ObjectId: not listed"),
        NO_CONTENT("has no member template: not listed"),
        PROFILE_IS_NO_STRING("the profile is no string: nobody's, not listed"),
        NO_ACCOUNT("the profile names no account: nobody's, not listed");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    /** Whether nothing is left for a person to look at. */
    public boolean isClean() {
        return users.reported() + templates.reported() == 0 && switch (outcome) {
            case LOOKED, ADOPTED, FINISHED -> true;
            case LEFT_BEHIND, FOREIGN_MEMBERS, STILL_WRITTEN_TO -> false;
        };
    }
}

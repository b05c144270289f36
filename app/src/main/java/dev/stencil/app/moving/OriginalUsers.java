package dev.stencil.app.moving;

import dev.stencil.app.moving.OriginalFile.Original;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Conversion of the original's users to accounts. */
final class OriginalUsers {
    private final Adoption adoption;
    private final Predicate<String> canLogIn;
    private final Function<String, Optional<String>> unusable;
    private final ImportNotes notes;
    private Instant latest = Instant.EPOCH;

    OriginalUsers(
            Adoption adoption,
            Predicate<String> canLogIn,
            Function<String, Optional<String>> unusable,
            ImportNotes notes) {
        this.adoption = adoption;
        this.canLogIn = canLogIn;
        this.unusable = unusable;
        this.notes = notes;
    }

    Optional<Archived<User>> adopt(Original original) {
        Optional<String> name = original.document().text("username");
        Optional<String> hash = original.document().text("password");
        if (name.isEmpty() || hash.isEmpty()) {
            notes.leftOut(original, name.isEmpty() ? "the user name is no string" : "the password hash is no string");
            return Optional.empty();
        }
        User user = user(original, name.get(), hash.get());
        Optional<KeyRole> role = adoption.adopt(user.id(), user.name());
        if (role.isEmpty()) {
            notes.leftOut(original, "an older account has exactly this name and is the one that logs in");
            return Optional.empty();
        }
        if (!canLogIn.test(user.name().text())) {
            notes.taken(original, "cannot log in, as no token can carry its name: it is empty or too long");
        }
        unusable.apply(user.passwordHash()).ifPresent(why -> notes.taken(original, cannotLogIn(why)));
        return role.map(it -> new Archived<>(user, it));
    }

    /** @param why the password hash of an account cannot be used */
    static String cannotLogIn(String why) {
        return "cannot log in, as its password hash cannot be used: " + why;
    }

    private User user(Original original, String name, String hash) {
        // A chosen _id says nothing about the time; every attempt must come to the same one.
        if (!original.document().hasChosenId()) {
            latest = original.document().id().second();
        }
        return new User(original.document().id(), new UserName(name), hash, latest, latest);
    }
}

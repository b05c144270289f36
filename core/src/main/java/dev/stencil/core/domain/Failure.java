package dev.stencil.core.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Base of all failures that a use case or a port answers with instead of a result. Each kind carries what an answer to
 * the caller needs. {@link #getMessage()} is an English sentence that may be shown or logged: no secret and nobody's
 * data is in it. A {@code switch} over the kinds needs no {@code default}: a new kind does not compile until every
 * front says what it means.
 *
 * <p>Kinds other than {@link Unavailable} have no stack trace: they are answers, not accidents.
 */
public abstract sealed class Failure extends RuntimeException {
    private Failure(String message, @Nullable Throwable cause, boolean withStackTrace) {
        super(message, cause, false, withStackTrace);
    }

    private Failure(String message) {
        this(message, null, false);
    }

    /** The input breaks a rule. */
    public static final class Invalid extends Failure {
        private final String subject;
        private final String pointer;
        private final String code;
        private final String message;

        /**
         * @param pointer to the offending part, an RFC 6901 JSON pointer within the input; empty for all of it
         * @param code a stable snake_case word for programs
         * @param message what is wrong with that part, an English predicate: {@code "is too short"}
         */
        public Invalid(String pointer, String code, String message) {
            this("value", pointer, code, message);
        }

        private Invalid(String subject, String pointer, String code, String message) {
            super("The " + subject + " " + message + ".");
            this.subject = subject;
            this.pointer = pointer;
            this.code = code;
            this.message = message;
        }

        public String pointer() {
            return pointer;
        }

        public String code() {
            return code;
        }

        /**
         * The same, seen from an envelope that has the input at {@code prefix}, whose last name is the input's in the
         * sentence.
         */
        public Invalid within(String prefix) {
            String name = prefix.substring(prefix.lastIndexOf('/') + 1).replace('_', ' ');
            return new Invalid(name.isEmpty() ? subject : name, prefix + pointer, code, message);
        }

        /** The predicate that it was made of. */
        public String message() {
            return message;
        }
    }

    /** The input is larger than a limit allows. */
    public static final class TooLarge extends Failure {
        private final long limit;

        /** @param limit in bytes */
        public TooLarge(long limit) {
            super("The value is larger than " + limit + " bytes.");
            this.limit = limit;
        }

        public long limit() {
            return limit;
        }
    }

    /** The caller is not authenticated. */
    public static final class Unauthenticated extends Failure {
        private final Reason reason;

        public Unauthenticated(Reason reason) {
            super(reason.sentence);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }

        /** Why a caller is not authenticated. */
        public enum Reason {
            /** The name or the password is wrong; which of them is never said. */
            CREDENTIALS("The name or the password is wrong."),
            /** No token at all. */
            MISSING("There is no token."),
            /** Credentials of another scheme than Bearer. */
            SCHEME("The token is not sent as a bearer token."),
            /** The Bearer scheme with no token, or with more than one. */
            HEADER("The header holds no token, or more than one."),
            /** Fewer than the three segments of a signed token. */
            SEGMENTS("That is no token."),
            /**
             * Not a token of ours for any other reason of form, or a required claim is missing or of the wrong type.
             */
            MALFORMED("That is no token of this service."),
            /** Issued for longer than this verifier takes: its longest lifetime is shorter than the issuer's. */
            LIFETIME("The token was issued for longer than is accepted here."),
            /** The signature does not fit. */
            SIGNATURE("The token was not signed by a key that is accepted here."),
            /** Signed with another algorithm than the key's, or not at all. */
            ALGORITHM("The token is signed with an algorithm that its key is not for."),
            /** Its time is over. */
            EXPIRED("The token has expired."),
            /** {@code nbf} lies in the future. */
            NOT_YET_VALID("The token is not valid yet."),
            /** {@code iat} lies in the future. */
            ISSUED_IN_FUTURE("The token was issued in the future."),
            /** A token for another purpose, such as refreshing. */
            WRONG_TYPE("The token is for another purpose."),
            /** {@code sub} is missing, empty or no string. */
            NO_SUBJECT("The token names no account."),
            /** The user does not exist (any more). */
            UNKNOWN_USER("The account does not exist."),
            /** The session has ended, or the token was revoked. */
            REVOKED("The session has ended.");

            private final String sentence;

            Reason(String sentence) {
                this.sentence = sentence;
            }
        }
    }

    /** The caller has the right password of an account that is disabled. */
    public static final class AccountDisabled extends Failure {
        public AccountDisabled() {
            super("The account is disabled.");
        }
    }

    /** The caller is known, and may not do this. */
    public static final class Forbidden extends Failure {
        public Forbidden() {
            super("This account may not do that.");
        }
    }

    /** Nobody would be left who may take care of accounts. */
    public static final class LastAdmin extends Failure {
        public LastAdmin() {
            super("Nobody else is an administrator.");
        }
    }

    /** The item does not exist, or belongs to somebody else. */
    public static final class NotFound extends Failure {
        public NotFound() {
            super("There is no such thing here.");
        }
    }

    /** An equal item exists already. */
    public static final class Conflict extends Failure {
        private final Id existing;

        /** @param existing the one that is there */
        public Conflict(Id existing) {
            super("An equal one exists already.");
            this.existing = existing;
        }

        public Id existing() {
            return existing;
        }
    }

    /** The item is in another version than the caller expected. */
    public static final class StaleVersion extends Failure {
        private final long current;

        /** @param current the version that is there */
        public StaleVersion(long current) {
            super("It has been changed meanwhile.");
            this.current = current;
        }

        public long current() {
            return current;
        }
    }

    /** The account has as many templates as it may have. */
    public static final class QuotaExceeded extends Failure {
        private final int limit;

        /** @param limit how many templates an account may have */
        public QuotaExceeded(int limit) {
            super("The account has " + limit + " templates already, which is as many as it may have.");
            this.limit = limit;
        }

        public int limit() {
            return limit;
        }
    }

    /** Too many attempts at something that is limited, such as guessing a password. */
    public static final class TooManyAttempts extends Failure {
        private final Duration retryAfter;

        /** @param retryAfter how long to wait until the next attempt is allowed */
        public TooManyAttempts(Duration retryAfter) {
            super("There have been too many attempts: try again later.");
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /**
     * It cannot be done now: the store is away or everything is busy. After a write the outcome is unknown: it may have
     * happened or may not. Or {@linkplain #isDamage() what is stored is damaged}.
     */
    public static final class Unavailable extends Failure {
        private final Duration retryAfter;
        private final boolean damage;
        private final String what;

        /**
         * @param retryAfter when to try again
         * @param what for the log: what is unavailable
         * @param cause for the log
         */
        public Unavailable(Duration retryAfter, String what, @Nullable Throwable cause) {
            this(retryAfter, what, cause, false);
        }

        private Unavailable(Duration retryAfter, String what, @Nullable Throwable cause, boolean damage) {
            super("It cannot be done now: " + what + ".", cause, true);
            this.what = what;
            this.retryAfter = retryAfter;
            this.damage = damage;
        }

        /** A failure because stored data is damaged: it lasts until somebody repairs the store. */
        public static Unavailable damaged(String what, @Nullable Throwable cause) {
            return new Unavailable(Duration.ofDays(1), what, cause, true);
        }

        /** What is unavailable, without a capital and a full stop. */
        public String what() {
            return what;
        }

        /** Whether trying again is of no use, although the store is there and serves others. */
        public boolean isDamage() {
            return damage;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }
}

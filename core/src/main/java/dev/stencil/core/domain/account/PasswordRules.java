package dev.stencil.core.domain.account;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Text;
import java.util.Locale;
import java.util.Set;

/**
 * Rules for new passwords; existing passwords are never checked against them. There are no rules of composition
 * (NIST SP 800-63B-4).
 *
 * @param minLength the least number of code points; an empty password is refused whatever it says
 * @param blocklist passwords that too many people use, in lower case; the user's own name counts as one of them. An
 *     empty list turns this rule off, for the name too
 */
public record PasswordRules(int minLength, Set<String> blocklist) {
    /** The longest new password, in code points. */
    public static final int MAX_CODE_POINTS = 256;

    /** @throws Failure.Invalid with the rule that {@code password} breaks */
    public void check(String password, UserName name) {
        if (Text.hasLoneSurrogate(password)) {
            throw new Failure.Invalid("", "lone_surrogate", "contains a lone surrogate");
        }
        int length = password.codePointCount(0, password.length());
        if (length == 0) {
            throw new Failure.Invalid("", "too_short", "must not be empty");
        }
        if (length < minLength) {
            throw new Failure.Invalid("", "too_short", "must have at least " + minLength + " characters");
        }
        if (length > MAX_CODE_POINTS) {
            throw new Failure.Invalid("", "too_long", "must have at most " + MAX_CODE_POINTS + " characters");
        }
        if (isEasyToGuess(password, name)) {
            throw new Failure.Invalid("", "too_common", "is too easy to guess");
        }
    }

    private boolean isEasyToGuess(String password, UserName name) {
        return !blocklist.isEmpty()
                && (blocklist.contains(password.toLowerCase(Locale.ROOT))
                        || new UserName(password).key().equals(name.key()));
    }
}

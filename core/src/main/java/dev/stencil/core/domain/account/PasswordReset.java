package dev.stencil.core.domain.account;

import dev.stencil.core.domain.Sha256;
import java.time.Instant;

/**
 * What an account keeps of a {@link ResetToken} that was handed out for it. Any change of the password clears it.
 *
 * @param tokenHash the SHA-256 of the token, in hexadecimal
 * @param expires in whole milliseconds
 * @param epoch of the account's {@link Access} when it was handed out: whatever ends all sessions ends the token too
 */
public record PasswordReset(String tokenHash, Instant expires, long epoch) {
    /** The one for a token that is handed out now. */
    public static PasswordReset of(ResetToken token, Access access, Instant expires) {
        return new PasswordReset(token.hash(), expires, access.epoch());
    }

    /** Whether the token may set a password of the account that has this, whose access is {@code access} now. */
    public boolean admits(ResetToken token, Access access, Instant now) {
        return Sha256.isEqual(tokenHash, token.hash()) && epoch == access.epoch() && now.isBefore(expires);
    }
}

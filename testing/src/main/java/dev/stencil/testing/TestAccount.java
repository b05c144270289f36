package dev.stencil.testing;

import dev.stencil.core.domain.Id;

/**
 * An account with the tokens of a session.
 *
 * @param name the name to log in with
 * @param password the password to log in with
 */
public record TestAccount(Id id, String name, String password, String accessToken, String refreshToken) {
    /** The value of the header {@code Authorization}. */
    public String authorization() {
        return "Bearer " + accessToken;
    }

    @Override
    public String toString() {
        return "TestAccount[" + id + "]";
    }
}

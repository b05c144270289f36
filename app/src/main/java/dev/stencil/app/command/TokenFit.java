package dev.stencil.app.command;

import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.app.keys.DevelopmentSecret;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Check whether a user name fits into a token, by a trial: only the issuer knows. The account makes no difference. */
final class TokenFit {
    private static final Id ANYBODY = new Id("0".repeat(24));

    private final Tokens tokens = tokens();

    /** Those of nobody else: they are good while the command runs. */
    static Tokens tokens() {
        return new JwtTokens(DevelopmentSecret.ephemeral(), Duration.ofDays(1), InstantSource.system());
    }

    boolean canLogIn(String name) {
        try {
            User user = new User(ANYBODY, new UserName(name), "", Instant.EPOCH, Instant.EPOCH);
            tokens.issue(user, ANYBODY, Duration.ofDays(1));
            return true;
        } catch (Failure.Unauthenticated e) {
            return false;
        }
    }
}

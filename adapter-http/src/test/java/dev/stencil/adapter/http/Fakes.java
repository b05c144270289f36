package dev.stencil.adapter.http;

import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.TokenIssuer;
import dev.stencil.core.port.TokenVerifier;
import java.time.Duration;
import java.util.Optional;

/** The ports that other modules fill, as small as can be. */
final class Fakes {
    private Fakes() {}

    /** The password {@code fault} is one too many for it. */
    static final class Hasher implements PasswordHasher {
        @Override
        public String hash(String password) {
            if (password.equals("fault")) {
                throw new IllegalStateException("a fault of the hasher");
            }
            return "hash of " + password;
        }

        @Override
        public Verdict check(String password, Optional<String> stored) {
            return new Verdict(stored.filter(hash(password)::equals).isPresent(), Optional.empty());
        }
    }

    /**
     * A token is {@code token:<name>}; {@code bad:<REASON>} is refused for that reason, and {@code fault} is one too many
     * for it.
     */
    static final class Tokens implements TokenIssuer, TokenVerifier {
        @Override
        public AccessToken issue(User user) {
            return new AccessToken("token:" + user.name().text(), Duration.ofHours(1));
        }

        @Override
        public Claims verify(String token) {
            if (token.equals("fault")) {
                throw new IllegalStateException("a fault of the verifier");
            }
            if (token.startsWith("bad:")) {
                throw new Unauthenticated(Unauthenticated.Reason.valueOf(token.substring(4)));
            }
            return new Claims(new UserName(token.substring("token:".length())), Optional.empty());
        }
    }
}

package dev.stencil.adapter.http;

import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fake password hasher and tokens. */
final class Fakes {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private Fakes() {}

    /** Fails at the password {@code fault}. */
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
     * A token is {@code token:<name>:<user>:<session>}, or {@code token:<name>}, which is like those of the original:
     * it belongs to no session, and was issued when it was first shown. {@code bad:<REASON>} is refused for that
     * reason, and {@code fault} makes the verifier fail.
     */
    static final class FakeTokens implements Tokens {
        private static final Pattern FORM = Pattern.compile("token:(.*?)(:([0-9a-f]{24}):([0-9a-f]{24}))?");

        final AtomicBoolean failing = new AtomicBoolean();
        volatile String publicKeys = "{\"keys\":[]}";
        private final InstantSource clock;
        private final Map<String, Instant> shown = new ConcurrentHashMap<>();

        FakeTokens(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public AccessToken issue(User user, Id session, Duration longest) {
            if (failing.get()) {
                throw new IllegalStateException("a fault of the issuer");
            }
            return new AccessToken("token:" + user.name().text() + ':' + user.id() + ':' + session, LIFETIME);
        }

        @Override
        public String publicKeys() {
            return publicKeys;
        }

        @Override
        public Claims verify(String token) {
            if (token.equals("fault")) {
                throw new IllegalStateException("a fault of the verifier");
            }
            if (token.startsWith("bad:")) {
                throw new Unauthenticated(Unauthenticated.Reason.valueOf(token.substring(4)));
            }
            Matcher parts = FORM.matcher(token);
            if (!parts.matches()) {
                throw new Unauthenticated(Unauthenticated.Reason.SEGMENTS);
            }
            Instant issued = shown.computeIfAbsent(token, key -> clock.instant()).truncatedTo(ChronoUnit.SECONDS);
            return new Claims(
                    new UserName(parts.group(1)),
                    Optional.ofNullable(parts.group(3)).map(Id::new),
                    Optional.ofNullable(parts.group(4)).map(Id::new).map(SessionId::of)
                            .orElseGet(() -> SessionId.ofToken(token)),
                    issued,
                    issued.plus(LIFETIME));
        }
    }
}

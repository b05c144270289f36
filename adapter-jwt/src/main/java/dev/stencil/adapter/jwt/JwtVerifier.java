package dev.stencil.adapter.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.port.Tokens.Claims;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifier of access tokens for another service than the one that issues them: it has keys and no storage. It is as
 * strict as {@link JwtTokens}, and it cannot know of a log-out, a password change or a deletion: a token that was ended
 * so is accepted here until it expires. Safe for use by many threads.
 *
 * <pre>{@code
 * JwtVerifier verifier = JwtVerifier.withKeysAt(URI.create("https://stencil.example/.well-known/jwks.json")).build();
 * Claims claims = verifier.verify(token);
 * }</pre>
 */
public final class JwtVerifier {
    private final Function<Optional<String>, Verifiers> keys;
    private final ClaimsCheck claims;
    private final InstantSource clock;
    private volatile @Nullable Known known;

    private record Known(Verifiers keys, Verification verification) {}

    private JwtVerifier(Builder builder) {
        this.keys = builder.keys;
        this.claims = new ClaimsCheck(builder.longestLifetime);
        this.clock = builder.clock;
    }

    /** With the secret that the issuer signs with. Whoever has it can also make tokens: keys are better. */
    public static Builder withSecret(SigningSecret secret) {
        Verifiers keys = KeySet.of(secret).verifying();
        return new Builder(wanted -> keys);
    }

    /**
     * With the public keys on P-256 of this JWK set (RFC 7517); others are passed over, and {@code key_ops} and {@code
     * use} may be missing.
     *
     * @throws UnusableKeys if there is none, or it is no JWK set
     */
    public static Builder withKeys(String jwkSet) {
        try {
            Verifiers keys = Verifiers.ofPublic(JWKSet.parse(jwkSet).getKeys());
            if (!keys.byId().isEmpty()) {
                return new Builder(wanted -> keys);
            }
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            // Falls through: the message may quote a key.
        }
        throw new UnusableKeys("it is no JWK set with a public EC key on P-256 that has a \"kid\"");
    }

    /**
     * With the public keys of a JWK set in a file, which may be replaced: it is read as {@link #withKeysAt} fetches.
     */
    public static Builder withKeysIn(Path file) {
        return withKeysAt(file.toUri());
    }

    /**
     * With the public keys of the JWK set at an address. It is fetched with the first token, again every minute,
     * and at once if a token names a key that is not in it, though no more than twice in ten seconds. If it cannot be
     * fetched, the last one is good for four hours.
     *
     * @param address begins with {@code https:}; or {@code http:} where nobody can answer in the issuer's place
     */
    public static Builder withKeysAt(URI address) {
        return new Builder(
                new FetchedKeys(address, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofHours(4))::keys);
    }

    /**
     * Verifies a token.
     *
     * @throws Unauthenticated with the reason, unless the token is an access token that is valid now. {@code LIFETIME}
     *     says that {@link Builder#longestLifetime} is shorter than the lifetime that the issuer gives
     * @throws Failure.Unavailable if the keys cannot be fetched
     */
    public Claims verify(String token) {
        return with(keys.apply(Optional.empty())).verify(token);
    }

    /** Other keys forget what the ones before have verified. */
    private Verification with(Verifiers current) {
        Known last = known;
        if (last == null || !last.keys().equals(current)) {
            last = new Known(current, new Verification((header, now) -> key(current, header, now), claims, clock));
            known = last;
        }
        return last.verification();
    }

    private TokenKey key(Verifiers current, CompactToken.Header header, Instant now) {
        boolean isUnknown = header.key().filter(id -> !current.byId().containsKey(id)).isPresent();
        return (isUnknown ? keys.apply(header.key()) : current).key(header, now);
    }

    /** Builder of a {@link JwtVerifier}. */
    public static final class Builder {
        private final Function<Optional<String>, Verifiers> keys;
        private Duration longestLifetime = Duration.ofDays(1);
        private InstantSource clock = InstantSource.system();

        /** @param keys for the id of a key that is wanted, if any */
        Builder(Function<Optional<String>, Verifiers> keys) {
            this.keys = keys;
        }

        /** The longest lifetime of a token: the issuer's setting if that is more than a day, the default and least. */
        public Builder longestLifetime(Duration longestLifetime) {
            this.longestLifetime = Objects.requireNonNull(longestLifetime, "longestLifetime");
            return this;
        }

        /** The time; the system's by default. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        public JwtVerifier build() {
            return new JwtVerifier(this);
        }
    }
}

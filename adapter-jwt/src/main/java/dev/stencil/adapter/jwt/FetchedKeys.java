package dev.stencil.adapter.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.stencil.core.domain.Failure;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The public keys of a JWK set at an address. They are kept for a minute, and fetched again at once for a key that
 * is not among them, but not more often than a limit allows. While they cannot be fetched, the last ones are used.
 */
final class FetchedKeys {
    private static final Set<String> SCHEMES = Set.of("https", "http", "file");
    private static final DefaultResourceRetriever RETRIEVER =
            new DefaultResourceRetriever(5_000, 5_000, JWKSourceBuilder.DEFAULT_HTTP_SIZE_LIMIT);
    private static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

    private final JWKSource<SecurityContext> source;
    private final Duration interval;
    private volatile Known known = new Known(List.of(), Verifiers.of(List.of()));

    private record Known(List<JWK> set, Verifiers verifiers) {}

    /**
     * @param kept how long a set is used until it is fetched again
     * @param interval in which it is fetched twice at most; shorter than {@code kept}
     * @param outage how long the last set is used while none can be fetched
     */
    FetchedKeys(URI address, Duration kept, Duration interval, Duration outage) {
        if (!SCHEMES.contains(String.valueOf(address.getScheme()))) {
            throw new IllegalArgumentException("an address of keys begins with one of " + SCHEMES);
        }
        try {
            // Without the threads of refreshing ahead: there is nothing to close.
            this.source = JWKSourceBuilder.create(address.toURL(), RETRIEVER)
                    .cache(kept.toMillis(), JWKSourceBuilder.DEFAULT_CACHE_REFRESH_TIMEOUT)
                    .refreshAheadCache(false)
                    .rateLimited(interval.toMillis())
                    .outageTolerant(outage.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no address of keys", e);
        }
        this.interval = interval;
    }

    /**
     * The keys as they were fetched; always the same object while they do not change.
     *
     * @param wanted the id of a key for which they are fetched again if they do not have it
     * @throws Failure.Unavailable if they could not be fetched, and have not been for longer than an outage may last
     */
    Verifiers keys(Optional<String> wanted) {
        try {
            if (wanted.isPresent()) {
                source.get(new JWKSelector(new JWKMatcher.Builder().keyID(wanted.get()).build()), null);
            }
        } catch (KeySourceException e) {
            // Not now: those that are known count.
        }
        try {
            List<JWK> set = source.get(ALL, null);
            Known last = known;
            if (!set.equals(last.set())) {
                last = new Known(set, Verifiers.ofPublic(set));
                known = last;
            }
            return last.verifiers();
        } catch (KeySourceException e) {
            throw new Failure.Unavailable(interval, "the keys that verify tokens cannot be fetched", e);
        }
    }
}

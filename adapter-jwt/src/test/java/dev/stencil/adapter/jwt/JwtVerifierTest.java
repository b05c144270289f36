package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.CLOCK;
import static dev.stencil.adapter.jwt.Forge.NOW;
import static dev.stencil.adapter.jwt.Forge.assertRefused;
import static dev.stencil.adapter.jwt.Forge.claims;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of another service, from its server, from a file, and as text. What is refused is in the tests of refusals. */
class JwtVerifierTest {
    private static final ForgedKey FIRST = ForgedKey.named("first");
    private static final ForgedKey SECOND = ForgedKey.named("second");

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile int status = 200;
    private volatile String answer = set(FIRST);
    private HttpServer issuer;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/jwks.json", this::serve);
        issuer.start();
        address = URI.create("http://localhost:" + issuer.getAddress().getPort() + "/jwks.json");
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    private void serve(HttpExchange http) throws IOException {
        fetches.incrementAndGet();
        byte[] body = answer.getBytes(UTF_8);
        http.sendResponseHeaders(status, body.length);
        http.getResponseBody().write(body);
        http.close();
    }

    @Test
    void keysAreFetchedOnceForManyTokens() {
        JwtVerifier verifier = JwtVerifier.withKeysAt(address).clock(CLOCK).build();
        for (int i = 0; i < 50; i++) {
            assertThat(verifier.verify(FIRST.token(claims().with("n", i))).subject().text()).isEqualTo("alice");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void anUnknownKeyIsFetchedAtOnceAndItsTokensAreAccepted() {
        JwtVerifier verifier = JwtVerifier.withKeysAt(address).clock(CLOCK).build();
        String old = FIRST.token(claims());
        verifier.verify(old);

        answer = set(SECOND);
        assertThat(verifier.verify(SECOND.token(claims())).subject().text()).isEqualTo("alice");
        // It was accepted before, and its key is gone.
        assertRefused(verifier::verify, old, Reason.SIGNATURE);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void tokensOfUnknownKeysDoNotFloodTheIssuer() {
        FetchedKeys keys = new FetchedKeys(address, Duration.ofDays(2), Duration.ofDays(1), Duration.ofDays(1));
        JwtVerifier verifier = new JwtVerifier.Builder(keys::keys).clock(CLOCK).build();
        for (int i = 0; i < 50; i++) {
            assertRefused(verifier::verify, ForgedKey.named("unknown" + i).token(claims()), Reason.SIGNATURE);
        }
        assertThat(verifier.verify(FIRST.token(claims()))).isNotNull();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void anOutageIsSurvivedWithTheLastKeysAndEndsWithTheNewOnes() {
        JwtVerifier verifier = impatient(Duration.ofHours(1));
        verifier.verify(FIRST.token(claims()));

        for (String page : new String[]{"<html>", "{}", "{\"keys\":1}"}) {
            answer = page;
            assertThat(verifier.verify(FIRST.token(claims().with("page", "1"))).subject().text()).isEqualTo("alice");
        }
        status = 500;
        answer = set(SECOND);
        assertThat(verifier.verify(FIRST.token(claims().with("down", "1"))).subject().text()).isEqualTo("alice");
        assertRefused(verifier::verify, SECOND.token(claims()), Reason.SIGNATURE);
        assertThat(fetches).hasValueGreaterThan(1);

        status = 200;
        assertThat(eventually(verifier, SECOND.token(claims()))).isTrue();
        assertRefused(verifier::verify, FIRST.token(claims().with("down", "1")), Reason.SIGNATURE);
    }

    @Test
    void withoutAnyKeysItIsUnavailableUntilTheyAreThere() {
        status = 503;
        JwtVerifier verifier = impatient(Duration.ofHours(1));
        assertUnavailable(verifier);
        status = 200;
        assertThat(eventually(verifier, FIRST.token(claims()))).isTrue();
    }

    @Test
    void anOutageThatLastsTooLongIsUnavailable() {
        JwtVerifier verifier = impatient(Duration.ofMillis(1));
        eventually(verifier, FIRST.token(claims()));
        issuer.stop(0);
        while (true) {
            try {
                verifier.verify(FIRST.token(claims()));
            } catch (Failure.Unavailable e) {
                return;
            }
        }
    }

    @Test
    void aFileIsReadAgainForAnUnknownKey(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("public keys.json");
        JwtVerifier verifier = JwtVerifier.withKeysIn(file).clock(CLOCK).build();
        Files.writeString(file, set(FIRST));
        assertThat(verifier.verify(FIRST.token(claims()))).isNotNull();
        Files.writeString(file, set(FIRST, SECOND));
        assertThat(verifier.verify(SECOND.token(claims()))).isNotNull();
    }

    @Test
    void aMissingFileIsUnavailable(@TempDir Path folder) {
        assertUnavailable(JwtVerifier.withKeysIn(folder.resolve("none.json")).clock(CLOCK).build());
    }

    @Test
    void whatIsNoPublicKeyOfOursIsPassedOver() {
        String good = SECOND.publicJwk() + '}';
        String[] others = {
                FIRST.publicJwk() + ",\"use\":\"enc\"}",
                FIRST.publicJwk() + ",\"alg\":\"ECDH-ES\"}",
                FIRST.publicJwk() + ",\"key_ops\":[\"sign\"]}",
                FIRST.publicJwk() + ",\"exp\":" + NOW + "}",
                FIRST.publicJwk().replace("\"kid\":\"first\",", "") + "}",
                "{\"kty\":\"oct\",\"kid\":\"first\",\"k\":\"" + Forge.base64(Forge.SECRET) + "\"}",
                "{\"kty\":\"new\"}"};
        for (String other : others) {
            JwtVerifier verifier = JwtVerifier.withKeys("{\"keys\":[" + other + ',' + good + "]}").clock(CLOCK).build();
            assertThat(verifier.verify(SECOND.token(claims()))).isNotNull();
            assertRefused(verifier::verify, FIRST.token(claims()), Reason.SIGNATURE);
            assertRefused(verifier::verify, Forge.token("{\"alg\":\"HS256\",\"kid\":\"first\"}", claims().json()),
                    Reason.SIGNATURE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"EC\"}]}"})
    void aTextWithoutAnyPublicKeyIsRefused(String text) {
        assertThatExceptionOfType(UnusableKeys.class).isThrownBy(() -> JwtVerifier.withKeys(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys.json", "ftp://localhost/keys", "jar:file:/x!/y", "data:,"})
    void anAddressIsOneThatCanBeFetched(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JwtVerifier.withKeysAt(URI.create(text)));
    }

    @Test
    void aLifetimeThatIsTooShortHereIsSaid() {
        String week = FIRST.token(claims().with("exp", NOW + 7 * 86_400));
        assertRefused(JwtVerifier.withKeys(set(FIRST)).clock(CLOCK).build()::verify, week, Reason.LIFETIME);
        assertThat(JwtVerifier.withKeys(set(FIRST)).longestLifetime(Duration.ofDays(7)).clock(CLOCK).build()
                .verify(week)
                .expires()).isEqualTo(Instant.ofEpochSecond(NOW + 7 * 86_400));
    }

    /** Fetches with nearly every token. */
    private JwtVerifier impatient(Duration outage) {
        FetchedKeys keys = new FetchedKeys(address, Duration.ofMillis(2), Duration.ofMillis(1), outage);
        return new JwtVerifier.Builder(keys::keys).clock(CLOCK).build();
    }

    /** Until the time that the last keys are kept is over. */
    private static boolean eventually(JwtVerifier verifier, String token) {
        while (true) {
            try {
                return verifier.verify(token) != null;
            } catch (Unauthenticated | Failure.Unavailable e) {
                Thread.onSpinWait();
            }
        }
    }

    private static void assertUnavailable(JwtVerifier verifier) {
        assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> verifier.verify(FIRST.token(claims())));
    }

    private static String set(ForgedKey... keys) {
        StringBuilder set = new StringBuilder();
        for (ForgedKey key : keys) {
            set.append(set.isEmpty() ? "" : ",").append(key.publicJwk()).append('}');
        }
        return "{\"keys\":[" + set + "]}";
    }
}

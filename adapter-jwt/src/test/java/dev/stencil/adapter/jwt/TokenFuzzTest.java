package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.CLOCK;
import static dev.stencil.adapter.jwt.Forge.HEADER;
import static dev.stencil.adapter.jwt.Forge.base64;
import static dev.stencil.adapter.jwt.Forge.claims;
import static dev.stencil.adapter.jwt.Forge.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.port.Tokens.Claims;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random damage from a fixed seed, and with {@code mvn -Pfuzz verify} what Jazzer thinks of. Anything but {@link
 * Unauthenticated} would end as an error of the server.
 */
class TokenFuzzTest {
    private static final int ROUNDS = 5000;
    private static final String LIKELY = ".=-_+/ {}[]\",:\\0eE\t\n\u00e9\ud800\u0000";

    private final JwtTokens tokens = new JwtTokens(new SigningSecret(Forge.SECRET), Duration.ofDays(1), CLOCK);
    private final Random random = new Random(7519);

    @Test
    void noDamagedTokenIsAccepted() {
        String good = claims().token();
        for (int round = 0; round < ROUNDS; round++) {
            String damaged = damaged(good);
            if (!damaged.equals(good)) {
                assertThatExceptionOfType(Unauthenticated.class)
                        .as("round %d: %s", round, damaged)
                        .isThrownBy(() -> tokens.verify(damaged));
            }
        }
    }

    @Test
    void aDamagedHeaderWithTheRightSignatureIsRefusedOrTellsTheSame() {
        Claims whole = tokens.verify(claims().token());
        for (int round = 0; round < ROUNDS; round++) {
            String header = base64(bytes(damaged(HEADER)));
            String token = signed(header + "." + base64(claims().json()));
            assertThat(verified(token, whole)).as("round %d: %s", round, token).isEqualTo(whole);
        }
    }

    @Test
    void damagedClaimsWithTheRightSignatureAreAnsweredWithoutAnError() {
        Claims refused = tokens.verify(claims().with("sub", "\"refused\"").token());
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String token = signed(base64(HEADER) + "." + base64(bytes(damaged(claims().json()))));
            Claims claims = verified(token, refused);
            assertThat(claims.subject().text()).as("round %d: %s", round, token).isNotEmpty();
            accepted += claims.equals(refused) ? 0 : 1;
        }
        // Otherwise the damage is too great to reach what lies behind the parser.
        assertThat(accepted).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 100);
    }

    @MethodSource("seeds")
    @FuzzTest
    void whateverIsSentIsRefusedOrHasASubject(byte[] sent) {
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        Claims refused = tokens.verify(claims().with("sub", "\"refused\"").token());
        // Nobody can guess a signature, so what is sent is looked at in every place where it might stand.
        assertThat(verified(text, refused)).isEqualTo(refused);
        assertThat(verified(signed(base64(sent) + "." + base64(claims().json())), refused).subject().text())
                .isNotEmpty();
        assertThat(verified(signed(base64(HEADER) + "." + base64(sent)), refused).subject().text()).isNotEmpty();
        assertThat(verified(signed(text), refused).subject().text()).isNotEmpty();
    }

    static Stream<byte[]> seeds() {
        return Stream.of(HEADER, claims().json(), base64(HEADER) + "." + base64(claims().json()),
                "{\"alg\":\"none\"}", "{\"exp\":1e300,\"sub\":\"\\ud800\"}")
                .map(seed -> seed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Claims verified(String token, Claims otherwise) {
        try {
            return tokens.verify(token);
        } catch (Unauthenticated e) {
            return otherwise;
        }
    }

    private String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int from = random.nextInt(damaged.length());
            int to = Math.min(damaged.length(), from + 1 + random.nextInt(8));
            switch (random.nextInt(6)) {
                case 0 -> damaged.setCharAt(from, any());
                case 1 -> damaged.insert(from, any());
                case 2 -> damaged.deleteCharAt(from);
                case 3 -> damaged.insert(from, damaged.substring(from, to));
                case 4 -> damaged.setCharAt(from, damaged.charAt(random.nextInt(damaged.length())));
                default -> damaged.setCharAt(from, (char) (damaged.charAt(from) ^ (1 << random.nextInt(7))));
            }
        }
        return damaged.toString();
    }

    private char any() {
        return random.nextBoolean() ? LIKELY.charAt(random.nextInt(LIKELY.length())) : (char) random.nextInt(0x100);
    }

    /** Now and then bytes that are no UTF-8. */
    private byte[] bytes(String text) {
        return text.getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
}

package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.JwkSet.Role.PUBLISHED;
import static dev.stencil.adapter.jwt.JwkSet.Role.RETIRED;
import static dev.stencil.adapter.jwt.JwkSet.Role.SIGNS;
import static dev.stencil.adapter.jwt.KeyAlgorithm.ES256;
import static dev.stencil.adapter.jwt.KeyAlgorithm.HS256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JwkSetTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.5Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final ForgedKey KEY = ForgedKey.named("one");
    private static final String SECRET = Forge.base64("a secret of sufficient length, truly".getBytes(UTF_8));
    private static final String SIGN = "\"key_ops\":[\"sign\",\"verify\"]";
    private static final String VERIFY = "\"key_ops\":[\"verify\"]";

    @ParameterizedTest
    @EnumSource
    void aNewSetHasOneKeyThatSigns(KeyAlgorithm algorithm) {
        JwkSet set = JwkSet.generate(algorithm);
        assertThat(set.entries()).singleElement().satisfies(key -> {
            assertThat(key.algorithm()).isEqualTo(algorithm);
            assertThat(key.role()).isEqualTo(SIGNS);
            assertThat(key.id()).hasSize(11);
            assertThat(key.until()).isEmpty();
        });
        assertSame(set, JwkSet.parse(set.json().getBytes(UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void aRotationMakesAKeyAndRetiresTheOther(KeyAlgorithm algorithm) {
        JwkSet before = JwkSet.generate(algorithm);
        JwkSet after = before.rotated(NOW, DAY, Optional.empty());

        assertThat(after.entries()).extracting(JwkSet.Entry::role).containsExactly(SIGNS, RETIRED);
        assertThat(after.entries()).extracting(JwkSet.Entry::algorithm).containsOnly(algorithm);
        assertThat(after.entries().get(1).id()).isEqualTo(before.entries().getFirst().id());
        assertThat(after.entries().get(1).until()).contains(Instant.parse("2026-11-26T10:00:00Z"));
        assertSame(after, JwkSet.parse(after.json().getBytes(UTF_8)));
    }

    @Test
    void aPublishedKeyIsTheNextToSign() {
        JwkSet published = JwkSet.generate(HS256).published(NOW, Optional.of(ES256)).published(NOW, Optional.empty());
        assertThat(published.entries()).extracting(JwkSet.Entry::role).containsExactly(SIGNS, PUBLISHED, PUBLISHED);
        assertThat(published.entries()).extracting(JwkSet.Entry::algorithm).containsExactly(HS256, ES256, HS256);

        JwkSet rotated = JwkSet.parse(published.json().getBytes(UTF_8)).rotated(NOW, DAY, Optional.empty());
        assertThat(rotated.entries()).extracting(JwkSet.Entry::role).containsExactly(SIGNS, RETIRED, PUBLISHED);
        assertThat(ids(rotated)).containsExactly(ids(published).get(1), ids(published).get(0), ids(published).get(2));
    }

    @Test
    void anotherAlgorithmThanThatOfTheNextKeyIsRefused() {
        JwkSet published = JwkSet.generate(ES256).published(NOW, Optional.empty());
        assertThatThrownBy(() -> published.rotated(NOW, DAY, Optional.of(HS256)))
                .isInstanceOf(UnusableKeys.class)
                .hasMessageStartingWith("a key of ES256 was published and is next");
        assertThat(published.rotated(NOW, DAY, Optional.of(ES256)).entries()).hasSize(2);
    }

    @Test
    void aRotationDropsKeysWhoseTimeIsOver() {
        JwkSet set = JwkSet.generate(ES256).rotated(NOW, DAY, Optional.empty());
        String first = ids(set).get(1);
        assertThat(ids(set.rotated(NOW.plus(DAY).minusSeconds(1), DAY, Optional.empty()))).hasSize(3).contains(first);
        assertThat(ids(set.rotated(NOW.plus(DAY), DAY, Optional.empty()))).hasSize(2).doesNotContain(first);
        assertThat(ids(set.published(NOW.plus(DAY), Optional.empty()))).hasSize(2).doesNotContain(first);
    }

    @Test
    void aKeyThatIsNotKeptIsGoneAtOnce() {
        JwkSet set = JwkSet.generate(ES256);
        assertThat(ids(set.rotated(NOW, Duration.ZERO, Optional.empty()))).hasSize(1).doesNotContainSequence(ids(set));
    }

    @Test
    void aRetiredKeyIsKeptWithoutItsPrivatePart() {
        assertThat(JwkSet.generate(ES256).rotated(NOW, DAY, Optional.empty()).json()).containsOnlyOnce("\"d\":");
    }

    @Test
    void aSecretBecomesAKeyOfTheSameId() {
        SigningSecret secret = new SigningSecret(Forge.SECRET);
        JwkSet set = JwkSet.of(secret);
        assertThat(ids(set)).containsExactly(Forge.SECRET_ID);
        assertThat(JwkSet.parse(set.json().getBytes(UTF_8)).keySet().accepting(secret).verifiers())
                .containsExactly(Forge.SECRET_ID);
    }

    @Test
    void aSetDoesNotShowItself() {
        JwkSet set = set(KEY.jwk(SIGN));
        assertThat(set).hasToString(
                "JwkSet[Entry[id=one, algorithm=ES256, role=SIGNS, until=Optional.empty]]");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void whatIsNoSetOfOurKeysIsRefusedInOneLineThatQuotesNothing(String json, String complaint) {
        assertThatThrownBy(() -> JwkSet.parse(json.getBytes(UTF_8)))
                .isInstanceOf(UnusableKeys.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContainingAny("\n", KEY.x(), SECRET, "canary")
                .hasNoCause();
    }

    static Stream<Arguments> whatIsNoSetOfOurKeysIsRefusedInOneLineThatQuotesNothing() {
        String good = KEY.jwk(SIGN);
        String other = ForgedKey.named("two").jwk(VERIFY);
        String oct = "{\"kty\":\"oct\",\"kid\":\"two\",\"k\":\"" + SECRET + "\"," + VERIFY + "}";
        String several = "is neither a whole EC key on P-256 nor a whole oct key";
        assertThat(set(good, other).entries()).hasSize(2);
        assertThat(set(good, oct).entries()).hasSize(2);
        return Stream.of(
                arguments("", "no JSON object"),
                arguments("canary", "no JSON object"),
                arguments("{}", "no JSON object with an array"),
                arguments("{\"keys\":{\"canary\":1}}", "no JSON object with an array"),
                arguments(good, "no JSON object with an array"),
                arguments(json(), "exactly one key must have \"sign\""),
                arguments(json(other), "exactly one key must have \"sign\""),
                arguments(json(good, other.replace(VERIFY, SIGN)), "exactly one key must have \"sign\""),
                arguments(json(good, other.replace("two", "one")), "two keys have the same \"kid\""),
                arguments(json("1"), "key 1 " + several),
                arguments(json(good, "null"), "key 2 " + several),
                arguments(json(good, oct.replace("\"oct\"", "\"canary\"")), "key 2 " + several),
                arguments(json(good, oct.replace("\"oct\"", "\"RSA\"")), "key 2 " + several),
                arguments(json(good.replace("P-256", "P-384")), "key 1 " + several),
                arguments(json(good.replace(KEY.x(), KEY.y())), "key 1 " + several),
                arguments(json(good.replace(KEY.x(), "")), "key 1 " + several),
                arguments(json(good, oct.replace(SECRET, "")), "key 2 "),
                arguments(json(good, oct.replace(SECRET, SECRET.substring(8))), "key 2 has fewer than 32 bytes"),
                arguments(json(good.replace("\"kid\":\"one\",", "")), "key 1 needs a \"kid\""),
                arguments(json(good.replace("\"one\"", "\"\"")), "key 1 needs a \"kid\""),
                arguments(json(good.replace("\"one\"", "\"canary canary\"")), "key 1 needs a \"kid\""),
                arguments(json(good.replace("\"one\"", '"' + "x".repeat(65) + '"')), "key 1 needs a \"kid\""),
                arguments(json(good.replace("\"one\"", "7")), "key 1 "),
                arguments(json(good, oct.replace("\"k\"", "\"alg\":\"HS512\",\"k\"")), "\"alg\" can only be HS256"),
                arguments(json(good.replace("\"x\"", "\"alg\":\"HS256\",\"x\"")), "\"alg\" can only be ES256"),
                arguments(json(good.replace("\"x\"", "\"use\":\"enc\",\"x\"")), "key 1 "),
                arguments(json(good.replace(SIGN, "\"a\":1")), "key 1 needs \"key_ops\""),
                arguments(json(good.replace(SIGN, "\"key_ops\":[]")), "key 1 needs \"key_ops\""),
                arguments(json(good.replace(SIGN, "\"key_ops\":\"sign\"")), "key 1 "),
                arguments(json(good.replace(SIGN, "\"key_ops\":[\"sign\",\"encrypt\"]")), "key 1 needs \"key_ops\""),
                arguments(json(KEY.publicJwk() + "," + SIGN + "}"), "key 1 is to sign and has no \"d\""),
                arguments(json(KEY.jwk(SIGN, "\"exp\":1")), "key 1 is to sign and has an end"),
                arguments(json(KEY.jwk(SIGN, "\"exp\":\"canary\"")), "key 1 "),
                arguments(json(mixed()), "key 1 has a \"d\" that does not belong"),
                arguments(json(IntStream.range(0, 33)
                        .mapToObj(i -> oct.replace("two", "k" + i))
                        .toArray(String[]::new)), "more than 32 keys"));
    }

    /** A public key with the private part of another. */
    private static String mixed() {
        String other = ForgedKey.named("x").jwk(SIGN);
        return KEY.publicJwk() + other.substring(other.indexOf(",\"d\""));
    }

    private static JwkSet set(String... keys) {
        return JwkSet.parse(json(keys).getBytes(UTF_8));
    }

    private static String json(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static List<String> ids(JwkSet set) {
        return set.entries().stream().map(JwkSet.Entry::id).toList();
    }

    private static void assertSame(JwkSet one, JwkSet other) {
        assertThat(other.entries()).isEqualTo(one.entries());
        assertThat(other.json()).isEqualTo(one.json());
        assertThat(other.keySet().signer()).isEqualTo(ids(one).getFirst());
    }
}

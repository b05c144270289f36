package dev.stencil.contract.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.contract.fixture.JsonSamples;
import dev.stencil.core.domain.template.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FingerprintTest {
    @TestFactory
    Stream<DynamicTest> everyVectorHasItsFingerprint() {
        return FingerprintVectors.all().stream()
                .map(vector -> DynamicTest.dynamicTest(vector.canonical(), () -> {
                    assertThat(Fingerprint.of(vector.value())).isEqualTo(vector.fingerprint());
                    byte[] digest = MessageDigest.getInstance("SHA-256")
                            .digest(vector.canonical().getBytes(StandardCharsets.UTF_8));
                    assertThat(vector.fingerprint().text()).isEqualTo("1:" + HexFormat.of().formatHex(digest));
                }));
    }

    @Test
    void noTwoSamplesHaveOneFingerprint() {
        List<@Nullable Object> values = List.copyOf(JsonSamples.all().keySet());
        assertThat(JsonSamples.all().values().stream().map(Fingerprint::of))
                .hasSameSizeAs(values)
                .doesNotHaveDuplicates();
    }
}

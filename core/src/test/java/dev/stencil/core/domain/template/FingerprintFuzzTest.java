package dev.stencil.core.domain.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stencil.core.domain.JsonValues;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two values have one fingerprint exactly if they are equal as JSON. */
class FingerprintFuzzTest {
    private static final int ROUNDS = 50_000;
    private static final int DEPTH = 3;

    @FuzzTest
    void fingerprintsAreEqualAsTheValuesAre(FuzzedDataProvider data) {
        check(bound -> data.consumeInt(0, bound - 1));
    }

    @Test
    void fingerprintsOfRandomValuesAreEqualAsTheValuesAre() {
        Random random = new Random(53);
        int equal = 0;
        for (int round = 0; round < ROUNDS; round++) {
            equal += check(random::nextInt) ? 1 : 0;
        }
        // Otherwise one of the two directions is hardly tried.
        assertThat(equal).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    /** Whether the two that were compared are equal. */
    private static boolean check(IntUnaryOperator chance) {
        JsonValues values = new JsonValues(chance);
        @Nullable
        Object one = values.value(DEPTH);
        @Nullable
        Object other = values.like(one);
        boolean equal = JsonValues.areEqual(one, other);
        assertThat(Fingerprint.of(one).equals(Fingerprint.of(other))).as("%s and %s", one, other).isEqualTo(equal);
        return equal;
    }
}

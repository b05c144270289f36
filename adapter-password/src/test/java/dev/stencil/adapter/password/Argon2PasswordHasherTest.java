package dev.stencil.adapter.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.sun.management.ThreadMXBean;
import dev.stencil.core.port.PasswordHasher.Verdict;
import java.lang.management.ManagementFactory;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordHasherTest {
    private static final String PASSWORD = "correct horse";
    /** Made once and for all: a change that locks people out must be seen. */
    private static final String STORED =
            "{argon2id}$argon2id$v=19$m=19456,t=2,p=1$WQth0j/JUdNEEHFCKccswA$wvF2ETqBi9BoTbWFAreUUkUfKKrSBd3x8bOdEH46C7k";
    private static final String LEGACY = "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631";
    /** Of the legacy hash: this too was made once and for all. */
    private static final String WRAPPED = "{argon2id-sha256}$argon2id$v=19$m=19456,t=2,p=1$FtAvhqSU1byu/sc+WVt/jw"
            + "$ggLKsdcpFdyUYfiP5DMfT7hwkE5gzm8mAV0M7ZlrdsU";
    private static final Verdict RIGHT = new Verdict(true, Optional.empty());
    private static final Verdict WRONG = new Verdict(false, Optional.empty());

    private final Argon2PasswordHasher hasher = new Argon2PasswordHasher();

    @Test
    void aHashSaysHowItWasMadeAndIsSalted() {
        String hash = hasher.hash(PASSWORD);
        assertThat(hash)
                .matches("\\{argon2id}\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hash);
        assertThat(hasher.check(PASSWORD, Optional.of(hash))).isEqualTo(RIGHT);
    }

    @Test
    void aPasswordIsNormalisedUnlessItHasMoreMarksInARowThanANewPasswordCanHave() {
        for (String marks : List.of("\u0345\u0301".repeat(100), "e\u0323\u0302".repeat(1_000))) {
            String hash = hasher.hash("a" + marks);
            String other = Normalizer.normalize("a" + marks, Normalizer.Form.NFC);
            assertThat(other).isNotEqualTo("a" + marks);
            assertThat(hasher.check(other, Optional.of(hash))).isEqualTo(RIGHT);
        }
        String flood = "a" + "\u0345\u0301".repeat(4_000);
        String hash = hasher.hash(flood);
        assertThat(hasher.check(flood, Optional.of(hash))).isEqualTo(RIGHT);
        assertThat(hasher.check(Normalizer.normalize(flood, Normalizer.Form.NFC), Optional.of(hash))).isEqualTo(WRONG);
    }

    /** What another implementation made is what this one makes of the same salt. */
    @Test
    void theTextFormIsThatOfOtherImplementations() {
        byte[] salt = Base64.getDecoder().decode("WQth0j/JUdNEEHFCKccswA");
        assertThat("{argon2id}" + new Argon2Encoder(19_456, 2, 0).encode(PASSWORD, salt)).isEqualTo(STORED);
    }

    @Test
    void theMemoryOfAHashIsUsedForTheNext() {
        hasher.hash(PASSWORD);
        assertThat(mebibytes(() -> hasher.hash(PASSWORD))).isZero();
    }

    @Test
    void hashesThatAreMadeAtOnceDoNotDisturbEachOther() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Callable<Verdict>> checks = Collections.nCopies(6, () -> hasher.check(PASSWORD, Optional.of(STORED)));
            for (Future<Verdict> check : threads.invokeAll(checks)) {
                assertThat(check.get()).isEqualTo(RIGHT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Correct horse", "correct horse ", "correct horse\u0000", ""})
    void anotherPasswordDoesNotMatch(String password) {
        assertThat(hasher.check(password, Optional.of(STORED))).isEqualTo(WRONG);
        assertThat(hasher.check(password, Optional.of(LEGACY))).isEqualTo(WRONG);
    }

    @Test
    void aHashOfTheOriginalMatchesAndIsReplacedByOneThatMatchesToo() {
        Verdict verdict = hasher.check(PASSWORD, Optional.of(LEGACY));
        assertThat(verdict.matches()).isTrue();
        assertThat(verdict.upgrade()).isPresent();
        assertThat(hasher.check(PASSWORD, verdict.upgrade())).isEqualTo(RIGHT);
        assertThat(hasher.check("another", verdict.upgrade())).isEqualTo(WRONG);
    }

    @Test
    void theDigitsOfAHashOfTheOriginalMayBeUpperCase() {
        assertThat(
                hasher.check(PASSWORD, Optional.of("4104D36F8DA2C254349F85836793EBE029E0C957063A34C91C2E9203187B5631"))
                        .matches())
                .isTrue();
    }

    @Test
    void everyFormOfAPasswordMatchesButTheOriginalsHashesKnowOneOnly() {
        String composed = "pass\u00e9";
        String decomposed = "passe\u0301";
        String legacyOfDecomposed = "61720c07dfd59aef07faa585620a1491c023ac3c61e9068dbd35c17c77e5170d";
        assertThat(hasher.check(decomposed, Optional.of(hasher.hash(composed)))).isEqualTo(RIGHT);
        assertThat(hasher.check(composed, Optional.of(hasher.hash(decomposed)))).isEqualTo(RIGHT);
        assertThat(hasher.check(composed, Optional.of(legacyOfDecomposed))).isEqualTo(WRONG);
        Verdict verdict = hasher.check(decomposed, Optional.of(legacyOfDecomposed));
        assertThat(verdict.matches()).isTrue();
        assertThat(hasher.check(composed, verdict.upgrade())).isEqualTo(RIGHT);
    }

    @ParameterizedTest
    @MethodSource("oddPasswords")
    void anyTextIsAPassword(String password) {
        String hash = hasher.hash(password);
        assertThat(hasher.check(password, Optional.of(hash))).isEqualTo(RIGHT);
        assertThat(hasher.check(password.substring(0, password.length() - 1), Optional.of(hash))).isEqualTo(WRONG);
    }

    static Stream<Arguments> oddPasswords() {
        return Stream.of(
                argumentSet("NUL", "a\u0000b"),
                argumentSet("NUL alone", "\u0000"),
                argumentSet("blank", " "),
                argumentSet("beyond the basic plane", "\ud83d\ude00x"),
                argumentSet("16 KiB", "x".repeat(16_384)));
    }

    @Test
    void anEmptyPasswordOfTheOriginalIsOneLikeOthers() {
        String legacyOfEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        for (String stored : List.of(legacyOfEmpty, hasher.wrap(legacyOfEmpty).orElseThrow())) {
            Verdict verdict = hasher.check("", Optional.of(stored));
            assertThat(verdict.matches()).isTrue();
            assertThat(hasher.check("", verdict.upgrade())).isEqualTo(RIGHT);
            assertThat(hasher.check("x", Optional.of(stored))).isEqualTo(WRONG);
        }
    }

    @Test
    void aWrappedHashOfTheOriginalMatchesAndIsReplacedByOneThatMatchesToo() {
        String wrapped = hasher.wrap(LEGACY.toUpperCase(Locale.ROOT)).orElseThrow();
        assertThat(wrapped).startsWith("{argon2id-sha256}$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(LEGACY);
        Verdict verdict = hasher.check(PASSWORD, Optional.of(wrapped));
        assertThat(verdict.matches()).isTrue();
        assertThat(verdict.upgrade().orElseThrow()).startsWith("{argon2id}");
        assertThat(hasher.check(PASSWORD, verdict.upgrade())).isEqualTo(RIGHT);
        assertThat(hasher.check(LEGACY, Optional.of(wrapped))).isEqualTo(WRONG);
    }

    @Test
    void aWrappedHashOfTheOriginalMatchesThePasswordAsItCame() {
        String legacyOfDecomposed = "61720c07dfd59aef07faa585620a1491c023ac3c61e9068dbd35c17c77e5170d";
        Optional<String> wrapped = hasher.wrap(legacyOfDecomposed);
        assertThat(hasher.check("passe\u0301", wrapped).matches()).isTrue();
        assertThat(hasher.check("pass\u00e9", wrapped)).isEqualTo(WRONG);
    }

    @Test
    void onlyHashesOfTheOriginalAreWrapped() {
        assertThat(hasher.wrap(STORED)).isEmpty();
        assertThat(hasher.wrap(hasher.wrap(LEGACY).orElseThrow())).isEmpty();
        assertThat(hasher.wrap(LEGACY + "0")).isEmpty();
        assertThat(hasher.wrap("")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void everyCheckComputesArgon2Once(String password, Optional<String> stored, boolean matches) {
        assertThat(computingArgon2Once(forgetful -> forgetful.check(password, stored)).matches()).isEqualTo(matches);
    }

    static Stream<Arguments> checks() {
        return Stream.of(
                argumentSet("no such user", PASSWORD, Optional.empty(), false),
                argumentSet("right", PASSWORD, Optional.of(STORED), true),
                argumentSet("wrong", "wrong", Optional.of(STORED), false),
                argumentSet("right, legacy", PASSWORD, Optional.of(LEGACY), true),
                argumentSet("wrong, legacy", "wrong", Optional.of(LEGACY), false),
                argumentSet("wrong, wrapped", "wrong", Optional.of(WRAPPED), false),
                argumentSet("empty", "", Optional.of(STORED), false),
                argumentSet("empty, wrapped", "", Optional.of(WRAPPED), false),
                argumentSet("damaged", PASSWORD, Optional.of(STORED.substring(0, STORED.length() - 1)), false));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void anUnreadableHashMatchesNothingAndCostsTheSame(String stored) {
        assertThat(computingArgon2Once(forgetful -> forgetful.check(PASSWORD, Optional.of(stored)))).isEqualTo(WRONG);
    }

    static Stream<String> unreadable() {
        return Stream.of(
                "",
                PASSWORD,
                "{noop}" + PASSWORD,
                "[\"" + LEGACY + "\"]",
                LEGACY.substring(1),
                LEGACY + "0",
                LEGACY + "\n",
                "g" + LEGACY.substring(1),
                STORED + "\n",
                STORED.replace("argon2id}", "argon2d}"),
                WRAPPED + "\n",
                WRAPPED.replace("m=19456", "m=2147483647"),
                STORED.replace("{argon2id}", "{argon2id-sha256}"),
                STORED.replace("$v=19", ""),
                STORED.replace("m=19456", "m=2147483647"),
                STORED.replace("m=19456", "m=99999999999"),
                STORED.replace("t=2", "t=0"),
                "{argon2id}",
                "{argon2id}$argon2id$v=19$m=19456,t=2,p=1$!!$!!");
    }

    @Test
    void theStoredFormsAreKept() {
        assertThat(hasher.check(PASSWORD, Optional.of(STORED))).isEqualTo(RIGHT);
        assertThat(hasher.check(PASSWORD, Optional.of(WRAPPED)).matches()).isTrue();
    }

    /** Tells by its memory, which nothing else here comes near: 19 MiB each time, where none is kept. */
    static Verdict computingArgon2Once(Function<Argon2PasswordHasher, Verdict> check) {
        Argon2PasswordHasher forgetful = new Argon2PasswordHasher(0);
        List<Verdict> verdicts = new ArrayList<>();
        assertThat(mebibytes(() -> verdicts.add(check.apply(forgetful)))).isBetween(19L, 28L);
        return verdicts.getFirst();
    }

    /** What it takes of new memory. */
    private static long mebibytes(Runnable work) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        work.run();
        return (thread.getCurrentThreadAllocatedBytes() - before) >> 20;
    }
}

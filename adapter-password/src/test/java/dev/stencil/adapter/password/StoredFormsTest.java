package dev.stencil.adapter.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.stencil.core.port.PasswordHasher.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes that other systems made, or this one with other parameters. */
class StoredFormsTest {
    private static final String PASSWORD = "correct h\u00f6rse";
    private static final String DECOMPOSED = "correct ho\u0308rse";
    private static final String SCRYPT =
            "scrypt:1024:4:2$gJcaF6a12EzALzIx$4d99b208c320134ef9fdb8813cb3aae2e2385776433cc465f78c3f4e46b6918b02a1bcea807c1e062e9aae5cea9e05623a78867cfc420d620daa33d1023ac480";
    private static final String DJANGO =
            "pbkdf2_sha256$1000$saltySALT1234$972AcDekTkuti3rGwUIlUKDjU97JIpbY4P7z7HDNEAA=";
    private static final String WERKZEUG = "pbkdf2:sha1:1000$X4GvVZeSUni00YXv$90c4bbb508df3d5cffd19a5c559e0378eb2108ec";
    private static final String ARGON2 = "$argon2id$v=19$m=4096,t=3,p=1$G5eoiATFi6Tipjme1LQ1dQ$"
            + "FFn6b/+cSpG/Zvqu1SFvOaPh7vJ+oSBCdggq+uRddi4";
    private static final String BCRYPT = "$2b$10$aoyjTF4WxVAkpurlkpOK6OV1oFTrM7qWQFR8RInXixAH9V4fMccuO";
    /** Of 71 x, an accented letter that is cut in two, and more. */
    private static final String BCRYPT_OF_72_BYTES = "$2b$04$fR/EJsF82pbfixB9rxbGNeXOv.q5vv5TLRTYssqa7ihzhXc7piWue";
    private static final Verdict RIGHT = new Verdict(true, Optional.empty());
    private static final Verdict WRONG = new Verdict(false, Optional.empty());
    private static final long DEFAULT_HEAP = 124L << 20;

    private final Argon2PasswordHasher hasher = new Argon2PasswordHasher(19_456, 2, 1, 1L << 30);

    @ParameterizedTest
    @MethodSource("vectors")
    void aHashOfAnotherSystemMatchesThePasswordAsItCameAndIsReplacedByOneOfOurs(String stored) {
        assertThat(hasher.unusable(stored)).isEmpty();
        Verdict verdict = hasher.check(PASSWORD, Optional.of(stored));
        assertThat(verdict.matches()).isTrue();
        assertThat(verdict.upgrade().orElseThrow()).startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.check(DECOMPOSED, verdict.upgrade())).isEqualTo(RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {ARGON2, SCRYPT, DJANGO, WERKZEUG, BCRYPT})
    void anotherSpellingOfThePasswordDoesNotMatchAHashOfAnotherSystem(String stored) {
        assertThat(hasher.check(PASSWORD, Optional.of(stored)).matches()).isTrue();
        assertThat(hasher.check(DECOMPOSED, Optional.of(stored))).isEqualTo(WRONG);
    }

    /** Each made by the function named beside it. */
    static Stream<Arguments> vectors() {
        return Stream.of(
                argumentSet("argon2-cffi 25.1.0, PasswordHasher().hash",
                        "$argon2id$v=19$m=65536,t=3,p=4$c5mF1jgIN2dqmPfsK/+Yew$x6kFbtciCm/pwDgQGjbrxY2OhJI7Cv"
                                + "JH2aw50kc/Pks"),
                argumentSet("argon2-cffi 25.1.0, 32 MiB",
                        "$argon2id$v=19$m=32768,t=3,p=4$knpVMz8Cv07BnvNpGZ5AjQ$0Td1HrAadISSkX7Q8PzD7tRwktCo+W"
                                + "DV9hZV+QeXFOM"),
                argumentSet("argon2-cffi 25.1.0, Type.I, a hash of 16 bytes",
                        "$argon2i$v=19$m=4096,t=3,p=1$MWmhU4HFqyk$7/eLJsIhKTSAVJQLFMVMxg"),
                argumentSet("libsodium, PyNaCl 1.6.2, argon2id.str of 32 MiB",
                        "$argon2id$v=19$m=32768,t=2,p=1$Mu0IE7IDixPUpAngT2Ve0g$aJo9Lrx+CN1nWcawX51rRtUeCnJ9Wx"
                                + "+3wsunycgp8pA"),
                argumentSet("libsodium, PyNaCl 1.6.2, argon2id.str",
                        "$argon2id$v=19$m=65536,t=2,p=1$wWnbXGAYuwQ8RiaTVl272Q$U9jHZ4XvsHfBraw8X9sx55o2mAd2X2"
                                + "RqZW5fILfV8tc"),
                argumentSet("libsodium, PyNaCl 1.6.2, argon2i.str",
                        "$argon2i$v=19$m=8192,t=3,p=1$7x4rxLiQq0OfK7ffr0edgA$IX4hbK/GbnkTUkF5jQJ8+gT/xaMf7LVe"
                                + "ttZzSKMPS0s"),
                argumentSet("PocketBase and Supabase: golang.org/x/crypto 0.59.0, bcrypt",
                        "$2a$10$a0yWwDzcjlDy4l04wIiSM.9E0skZDYCfrr0qT3sX1ZbWJVGmYNEnO"),
                argumentSet("Parse Server: bcryptjs 3.0.3",
                        "$2b$10$HqFZw3svv9CSFYIPWk70Ie8l2jFEjPzxPl5.wxK6/fhjo1BET5xou"),
                argumentSet("Flask-Bcrypt 1.0.1", "$2b$10$bXG0WJysYAsnfXjNisfpW.ElkLrH5LiLISf3MIDkRk5Oc4DRPym02"),
                argumentSet("bcrypt 5.0.0 of Python, 2b",
                        "$2b$10$aoyjTF4WxVAkpurlkpOK6OV1oFTrM7qWQFR8RInXixAH9V4fMccuO"),
                argumentSet("bcrypt 5.0.0 of Python, 2a",
                        "$2a$10$l16S6rRacz3/LMTfngycjusFQEoEm1U0V6cbjusY1aNyQhhkOz.s."),
                argumentSet("Spring Security 7.1.2, 2y",
                        "$2y$10$ca8qLVp6XL.F62QhAvvMVer79B4QV89Wjvk0TUgoZoTiGVsikonzy"),
                argumentSet("Werkzeug 3.1.9, generate_password_hash",
                        "scrypt:32768:8:1$q83aAwooAbF5jnfN$e0720d044f1445d927c0003816ed5c6c93a9df194993334718"
                                + "f49294bcfb709f1bdac54814d327932150cbac7fb49cbf32caa819b7ee1d86471cf437ed96e930"),
                argumentSet("Werkzeug 3.1.9, scrypt:1024:4:2",
                        "scrypt:1024:4:2$gJcaF6a12EzALzIx$4d99b208c320134ef9fdb8813cb3aae2e2385776433cc465f78"
                                + "c3f4e46b6918b02a1bcea807c1e062e9aae5cea9e05623a78867cfc420d620daa33d1023ac480"),
                argumentSet("Werkzeug 3.1.9, pbkdf2",
                        "pbkdf2:sha256:1000000$PmKl2EGZx3AIjxbV$d9c4bbc4c6797df102701247ce251b4a90bf3f8c53117"
                                + "22ddb10b733de4cbd99"),
                argumentSet("Werkzeug 3.1.9, pbkdf2:sha256:260000",
                        "pbkdf2:sha256:260000$IIpOd8yf6VyWJf8e$3e54121299c82e311adefc88a7def38ad0996784e6127f"
                                + "bc14d7b2ec662562c8"),
                argumentSet("Werkzeug 3.1.9, pbkdf2:sha512:20000",
                        "pbkdf2:sha512:20000$fM4wNHAuFfAq8fam$cab70c7fd5d43e54c67db95b1a4720e875c3d563203adcd"
                                + "f9ee6b3641caba3bf5c50b58e0fd11ee2854f2df1c00ddc5d9a351f5db26efdc1a390fc0393e0e2f8"),
                argumentSet("Werkzeug 3.1.9, pbkdf2:sha1:1000",
                        "pbkdf2:sha1:1000$X4GvVZeSUni00YXv$90c4bbb508df3d5cffd19a5c559e0378eb2108ec"),
                argumentSet("Django 5.2.19, make_password",
                        "pbkdf2_sha256$1000000$6AYrZdf7SKsSIshMkaZtw1$2TOxltygkubMdlLnjxgzILKJAbTvl0eEJoKbV3dc5k8="),
                argumentSet("Django 5.2.19, 1000 rounds",
                        "pbkdf2_sha256$1000$saltySALT1234$972AcDekTkuti3rGwUIlUKDjU97JIpbY4P7z7HDNEAA="),
                argumentSet("Spring Security 7.1.2",
                        "{bcrypt}$2a$10$DCt1Iiuc2QPQEh4zh59APOVgmxcbkYl.A4hv9T3w7zWFwvJxzco/G"),
                argumentSet("Spring Security 7.1.2, defaults of 4.1",
                        "{scrypt}$e0801$AE6hnbc4R9D3CjSjrgXMjXCrXnyNLlSKLGom6suGYmvjf+eD6u9hhsoJB+pO79TslWyju"
                                + "xOz0CyTyyGzByNqrA==$A8KRJ2hWzx44s5+UaGpBQpj28lmDMVsWAB4OTZ8nJR8="),
                argumentSet("Spring Security 7.1.2, defaults of 5.8",
                        "{scrypt@SpringSecurity_v5_8}$100801$vCbn19i9UGm1BIgUEM2t1g==$qmhjCnyoK/i/2xfmqcEQFaK"
                                + "AvI8UvKlXSl6KI5jROs0="),
                argumentSet("Spring Security 7.1.2, defaults of 5.5",
                        "{pbkdf2}74daae8bd171beffe5e715c9d8941e20e175610178a15e410e1850c7ee7f43a676ff5446395e8acb"),
                argumentSet("Spring Security 7.1.2, PBKDF2 of 5.8",
                        "{pbkdf2@SpringSecurity_v5_8}cc53e717bad9274c4573ac722694006eafa0b2aa359f160b4b5b3837"
                                + "971a62a32c7d324f849716eb09bbb487e4c66e38"),
                argumentSet("Spring Security 7.1.2, defaults of 5.2",
                        "{argon2}$argon2id$v=19$m=4096,t=3,p=1$G5eoiATFi6Tipjme1LQ1dQ$FFn6b/+cSpG/Zvqu1SFvOaP"
                                + "h7vJ+oSBCdggq+uRddi4"),
                argumentSet("Spring Security 7.1.2, Argon2 of 5.8",
                        "{argon2@SpringSecurity_v5_8}$argon2id$v=19$m=16384,t=2,p=1$44YMpQ4GTGnqAQKokCSh0w$rK"
                                + "jWuu+/4NfNbz0jYQbOU7QHEPdzjsZMRzdq/IQf6KA"),
                argumentSet("Spring Security 7.1.2, scrypt without its prefix",
                        "$e0801$AE6hnbc4R9D3CjSjrgXMjXCrXnyNLlSKLGom6suGYmvjf+eD6u9hhsoJB+pO79TslWyjuxOz0CyTy"
                                + "yGzByNqrA==$A8KRJ2hWzx44s5+UaGpBQpj28lmDMVsWAB4OTZ8nJR8="),
                argumentSet("Spring Security 7.1.2, PBKDF2 without its prefix",
                        "74daae8bd171beffe5e715c9d8941e20e175610178a15e410e1850c7ee7f43a676ff5446395e8acb"));
    }

    @Test
    void bcryptLooksAt72BytesAndWhatReplacesItAtAll() {
        String password = "x".repeat(71) + "\u00e9 and more";
        Verdict verdict = hasher.check(password, Optional.of(BCRYPT_OF_72_BYTES));
        assertThat(verdict.matches()).isTrue();
        assertThat(hasher.check(password, verdict.upgrade())).isEqualTo(RIGHT);
        assertThat(hasher.check(password + "!", verdict.upgrade())).isEqualTo(WRONG);
        assertThat(hasher.check("y" + password, Optional.of(BCRYPT_OF_72_BYTES))).isEqualTo(WRONG);
    }

    @Test
    void anEmptyPasswordMatchesWhereItsSystemTakesOne() {
        String werkzeug =
                "pbkdf2:sha256:1000$taJiAYj4QCQjE3yo$14343e52487daaeb5fb8701f8d7bc99790c0b07dc08ce1085d0160de8f08dfc1";
        assertThat(hasher.check("", Optional.of(werkzeug)).matches()).isTrue();
        assertThat(hasher.check("x", Optional.of(werkzeug))).isEqualTo(WRONG);
        for (String stored : List.of(ARGON2, WERKZEUG, DJANGO, SCRYPT, BCRYPT_OF_72_BYTES)) {
            assertThat(hasher.check("", Optional.of(stored))).isEqualTo(WRONG);
        }
    }

    @ParameterizedTest
    @CsvSource({"19456, 2, 32768, 2", "32768, 2, 19456, 2", "19456, 2, 19456, 3", "20000, 4, 19456, 2"})
    void aHashWithOtherParametersMatchesAndIsReplaced(int memory, int passes, int newMemory, int newPasses) {
        Argon2PasswordHasher former = new Argon2PasswordHasher(memory, passes, 1);
        Argon2PasswordHasher today = new Argon2PasswordHasher(newMemory, newPasses, 1);
        for (String stored : List.of(former.hash(PASSWORD), former.wrap(LegacyHash.of(PASSWORD)).orElseThrow())) {
            assertThat(stored).contains("m=" + memory + ",t=" + passes + ",p=1");
            assertThat(today.unusable(stored)).isEmpty();
            assertThat(today.check("wrong", Optional.of(stored))).isEqualTo(WRONG);
            Verdict verdict = today.check(PASSWORD, Optional.of(stored));
            assertThat(verdict.upgrade().orElseThrow())
                    .startsWith("{argon2id}$argon2id$v=19$m=" + newMemory + ",t=" + newPasses + ",p=1$");
            assertThat(today.check(DECOMPOSED, verdict.upgrade())).isEqualTo(RIGHT);
        }
    }

    @ParameterizedTest
    @MethodSource("beyondTheBounds")
    void aHashThatAsksForTooMuchMatchesNothingAndCostsOneOfOurs(String why, String stored) {
        assertThat(hasher.unusable(stored)).contains(why);
        assertThat(Argon2PasswordHasherTest
                .computingArgon2Once(forgetful -> forgetful.check(PASSWORD, Optional.of(stored))))
                .isEqualTo(WRONG);
    }

    static Stream<Arguments> beyondTheBounds() {
        return Stream.of(
                beyond("its memory in KiB is 4194304, and 65536 is the most", ARGON2.replace("m=4096", "m=4194304")),
                beyond("its memory in KiB is 65537, and 65536 is the most",
                        "{argon2id}" + ARGON2.replace("m=4096", "m=65537")),
                beyond("its number of passes is 1000000, and 10 is the most", ARGON2.replace("t=3", "t=1000000")),
                beyond("its number of passes is 11, and 10 is the most",
                        "{argon2id-sha256}" + ARGON2.replace("t=3", "t=11")),
                beyond("its number of lanes is 9, and 8 is the most", ARGON2.replace("p=1", "p=9")),
                beyond("its memory is too little for its lanes", ARGON2.replace("m=4096", "m=7")),
                beyond("its salt is too short or too long", ARGON2.replace("$G5eoiATFi6Tipjme1LQ1dQ$", "$G5eo$")),
                beyond("it is too short or too long", ARGON2.substring(0, ARGON2.length() - 31)),
                beyond("its bcrypt cost is 31, and 14 is the most", BCRYPT_OF_72_BYTES.replace("$04$", "$31$")),
                beyond("its bcrypt cost is 15, and 14 is the most",
                        "{bcrypt}" + BCRYPT_OF_72_BYTES.replace("$04$", "$15$")),
                beyond("its number of rounds is 1000000000, and 1300000 is the most",
                        DJANGO.replace("$1000$", "$1000000000$")),
                beyond("its number of rounds is 1300001, and 1300000 is the most",
                        WERKZEUG.replace(":1000$", ":1300001$")),
                beyond("its memory in KiB is 1073741824, and 65536 is the most",
                        SCRYPT.replace(":1024:4:", ":1073741824:8:")),
                beyond("its number of lanes is 9, and 8 is the most", SCRYPT.replace(":1024:4:2$", ":1024:4:9$")),
                beyond("its block size is 129, and 128 is the most", SCRYPT.replace(":1024:4:", ":2:129:")),
                beyond("scrypt does not have its parameters", SCRYPT.replace(":1024:", ":1025:")),
                beyond("scrypt does not have its parameters", SCRYPT.replace(":1024:4:", ":65536:1:")),
                beyond("its memory in KiB is 1125899906842624, and 65536 is the most",
                        "$ff0801$G5eo$" + "a".repeat(43) + "="),
                beyond("scrypt does not have its parameters", "{scrypt}$100001$G5eo$" + "a".repeat(43) + "="),
                beyond("it has no form that is known", DJANGO.replace("salty", "x".repeat(600))));
    }

    private static Arguments beyond(String why, String stored) {
        return argumentSet(why, why, stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "$argon2id$v=19$m=65536,t=10,p=8$G5eoiATFi6Tipjme1LQ1dQ$FFn6b/+cSpG/Zvqu1SFvOaPh7vJ+oSBCdggq+uRddi4",
            "$2b$14$fR/EJsF82pbfixB9rxbGNeXOv.q5vv5TLRTYssqa7ihzhXc7piWue",
            "pbkdf2_sha256$1300000$salt$972AcDekTkuti3rGwUIlUKDjU97JIpbY4P7z7HDNEAA=",
            "{scrypt}$100808$G5eo$972AcDekTkuti3rGwUIlUKDjU97JIpbY4P7z7HDNEAA="})
    void theBoundsThemselvesAreWithin(String stored) {
        assertThat(hasher.unusable(stored)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"356a192b7913b04c54574d18c28d46e6395428ab", "hunter2", "", "!", "pbkdf2:sha256:260000$s$00",
            "scrypt:32768:8:1$s$00", "sha256$salt$00", "{noop}hunter2", "{MD5}x", "$1$salt$abc",
            "$argon2d$v=19$m=8,t=1,p=1$",
            "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA",
            "$2x$10$aoyjTF4WxVAkpurlkpOK6OV1oFTrM7qWQFR8RInXixAH9V4fMccuO",
            "{argon2id}$2b$10$aoyjTF4WxVAkpurlkpOK6OV1oFTrM7qWQFR8RInXixAH9V4fMccuO"})
    void aHashOfNoKnownFormIsUnusableAndNotShown(String stored) {
        assertThat(hasher.unusable(stored)).contains("it has no form that is known");
    }

    @Test
    void theHeapBoundsMemoryTooAndTheReasonSaysWhichWouldDo() {
        String of64MiB = ARGON2.replace("m=4096", "m=65536");
        String of32MiB = SCRYPT.replace(":1024:4:2", ":32768:8:1");
        Argon2PasswordHasher small = new Argon2PasswordHasher(19_456, 2, 0, DEFAULT_HEAP);
        assertThat(small.unusable(of32MiB)).isEmpty();
        assertThat(small.unusable(of64MiB)).contains(
                "its check takes 64 MiB, and a heap of 124 MiB has no room for that: one of 202 MiB has (-Xmx202m)");
        assertThat(small.check(PASSWORD, Optional.of(of64MiB))).isEqualTo(WRONG);
        assertThat(new Argon2PasswordHasher(19_456, 2, 0, 195L << 20).unusable(of64MiB)).isEmpty();
    }

    @Test
    void checksThatTakeMoreThanTheHeapTogetherWaitForEachOther() throws Exception {
        Argon2PasswordHasher small = new Argon2PasswordHasher(19_456, 2, 1, DEFAULT_HEAP);
        List<Callable<Verdict>> checks = new ArrayList<>();
        for (String memory : List.of("m=4096", "m=32768", "m=40000")) {
            checks.addAll(
                    Collections.nCopies(2, () -> small.check("wrong", Optional.of(ARGON2.replace("m=4096", memory)))));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(checks.size())) {
            for (Future<Verdict> check : threads.invokeAll(checks)) {
                assertThat(check.get()).isEqualTo(WRONG);
            }
        }
    }

    /** Whatever is read as usable can be checked, too. */
    @ParameterizedTest
    @ValueSource(strings = {ARGON2, SCRYPT, DJANGO, WERKZEUG, BCRYPT_OF_72_BYTES})
    void aDamagedHashBreaksNothingOff(String stored) {
        for (int at = 0; at < stored.length(); at++) {
            for (String instead : List.of("", "$", "0")) {
                String damaged = stored.substring(0, at) + instead + stored.substring(at + 1);
                if (hasher.unusable(damaged).isEmpty() && !damaged.equals(stored)) {
                    assertThat(hasher.check("wrong", Optional.of(damaged))).isEqualTo(WRONG);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"19455, 2", "19456, 1", "65537, 2", "19456, 11", "0, 0"})
    void parametersBelowTheLeastOrAboveTheBoundsAreRefused(int memory, int passes) {
        assertThatThrownBy(() -> new Argon2PasswordHasher(memory, passes, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

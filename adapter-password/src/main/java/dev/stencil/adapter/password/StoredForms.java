package dev.stencil.adapter.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.scrypt.SCryptPasswordEncoder;

/**
 * Table of the forms of stored hashes that can be checked, but for the original's: ours, and those of other systems.
 * The text of a hash chooses the row. Hashes of other systems take the password as it was received.
 */
final class StoredForms {
    /** Prefix of a hash of ours, as Spring Security's DelegatingPasswordEncoder writes it. */
    static final String OURS = "{argon2id}";
    /** Prefix of a hash of the original that was hashed in its turn. */
    static final String WRAPPED = "{argon2id-sha256}";

    private static final int MAX_CHARACTERS = 512;
    private static final int MAX_BCRYPT_COST = 14;
    private static final int MAX_ROUNDS = 1_300_000;
    private static final int MAX_SCRYPT_LANES = 8;
    private static final int MAX_SCRYPT_BLOCKS = 128;

    private static final String NUMBER = "[1-9][0-9]{0,9}";
    private static final String PRINTABLE_SALT = "(?<salt>[!-#%-~]{1,128})";
    private static final String ROUNDS_AND_SALT = "(?<rounds>" + NUMBER + ")\\$" + PRINTABLE_SALT + "\\$";
    private static final String BASE64 = "(?:[A-Za-z0-9+/]{4}){1,40}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";
    private static final String BASE64_OF_32_BYTES = "[A-Za-z0-9+/]{43}=";

    private final Argon2Encoder argon2;
    private final List<Form> forms;

    /** Spring Security's encoders, made when one is first needed, and not at every start. */
    private static final class Spring {
        static final PasswordEncoder BCRYPT = new BCryptPasswordEncoder();
        static final PasswordEncoder SCRYPT = SCryptPasswordEncoder.defaultsForSpringSecurity_v5_8();
        @SuppressWarnings("deprecation") // For new hashes: these are there already.
        static final PasswordEncoder PBKDF2_OF_5_5 = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_5();
        static final PasswordEncoder PBKDF2_OF_5_8 = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    /**
     * Row of the table.
     *
     * @param text with a group "hash": what the check reads
     */
    private record Form(Pattern text, Function<Matcher, Cost> cost, BiPredicate<String, Matcher> check) {
        Form(String text, Function<Matcher, Cost> cost, BiPredicate<String, Matcher> check) {
            this(Pattern.compile(text), cost, check);
        }
    }

    /**
     * Stored hash whose form is known.
     *
     * @param check whether it was made of a password; not to be called if the cost has a refusal
     * @param isOfToday whether a new hash would have the same form and parameters
     */
    record Known(Cost cost, Predicate<String> check, boolean isOfToday) {}

    StoredForms(Argon2Encoder argon2) {
        this.argon2 = argon2;
        String ofArgon2 = "(?<hash>" + Argon2Encoder.FORM + ")";
        forms = List.of(
                new Form(Pattern.quote(OURS) + ofArgon2, Argon2Encoder::cost,
                        (password, parts) -> argon2.matches(
                                Argon2PasswordHasher.normalised(password), parts.group("hash"))),
                new Form(Pattern.quote(WRAPPED) + ofArgon2, Argon2Encoder::cost,
                        (password, parts) -> argon2.matches(LegacyHash.of(password), parts.group("hash"))),
                new Form(springs("argon2") + ofArgon2, Argon2Encoder::cost,
                        (password, parts) -> argon2.matches(password, parts.group("hash"))),
                new Form(
                        springs("bcrypt") + "(?<hash>\\$2[aby]\\$(?<cost>0[4-9]|[1-3][0-9])\\$[./A-Za-z0-9]{53})",
                        parts -> Cost.ofMemory(0).atMost(MAX_BCRYPT_COST, "bcrypt cost", number(parts, "cost")),
                        byNotEmpty(() -> Spring.BCRYPT)),
                new Form(
                        springs("scrypt") + "(?<hash>\\$(?<n>[0-9a-f]{1,2})(?<r>[0-9a-f]{2})(?<p>[0-9a-f]{2})\\$"
                                + BASE64 + "\\$" + BASE64_OF_32_BYTES + ")",
                        parts -> scryptCost(1L << Math.min(50, hex(parts, "n")), hex(parts, "r"), hex(parts, "p")),
                        byNotEmpty(() -> Spring.SCRYPT)),
                new Form(springs("pbkdf2") + "(?<hash>[0-9a-f]{80})", parts -> Cost.ofMemory(0),
                        byNotEmpty(() -> Spring.PBKDF2_OF_5_5)),
                new Form(springs("pbkdf2") + "(?<hash>[0-9a-f]{96})", parts -> Cost.ofMemory(0),
                        byNotEmpty(() -> Spring.PBKDF2_OF_5_8)),
                pbkdf2("pbkdf2:sha1:" + ROUNDS_AND_SALT + "(?<hash>[0-9a-f]{40})", "sha1", HexFormat.of()::parseHex),
                pbkdf2("pbkdf2:sha256:" + ROUNDS_AND_SALT + "(?<hash>[0-9a-f]{64})", "sha256",
                        HexFormat.of()::parseHex),
                pbkdf2("pbkdf2:sha512:" + ROUNDS_AND_SALT + "(?<hash>[0-9a-f]{128})", "sha512",
                        HexFormat.of()::parseHex),
                pbkdf2("pbkdf2_sha256\\$" + ROUNDS_AND_SALT + "(?<hash>" + BASE64_OF_32_BYTES + ")", "sha256",
                        Base64.getDecoder()::decode),
                new Form(
                        "scrypt:(?<n>N):(?<r>N):(?<p>N)\\$".replace("N", NUMBER) + PRINTABLE_SALT
                                + "\\$(?<hash>[0-9a-f]{128})",
                        parts -> scryptCost(number(parts, "n"), number(parts, "r"), number(parts, "p")),
                        StoredForms::matchesScrypt));
    }

    /** @return nothing if its form is none of these */
    Optional<Known> read(String stored) {
        if (stored.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        for (Form form : forms) {
            Matcher parts = form.text.matcher(stored);
            if (parts.matches()) {
                return Optional.of(new Known(
                        form.cost.apply(parts),
                        password -> form.check.test(password, parts),
                        stored.startsWith(OURS) && !argon2.upgradeEncoding(parts.group("hash"))));
            }
        }
        return Optional.empty();
    }

    /** Prefixes by which Spring Security tells its encoders from each other, or none. */
    private static String springs(String encoder) {
        return "(?:\\{E(?:@SpringSecurity_v5_8)?})?".replace("E", encoder);
    }

    private static Form pbkdf2(String text, String digest, Function<String, byte[]> decoder) {
        return new Form(text,
                parts -> Cost.ofMemory(0).atMost(MAX_ROUNDS, "number of rounds", number(parts, "rounds")),
                (password, parts) -> matchesPbkdf2(digest, password, parts, decoder.apply(parts.group("hash"))));
    }

    /**
     * Spring Security's encoders refuse an empty password without any work, which would tell what kind the hash is of.
     */
    private static BiPredicate<String, Matcher> byNotEmpty(Supplier<PasswordEncoder> encoder) {
        return (password, parts) -> encoder.get().matches(password.isEmpty() ? " " : password, parts.group("hash"))
                && !password.isEmpty();
    }

    private static long number(Matcher parts, String group) {
        return Long.parseLong(parts.group(group));
    }

    private static int hex(Matcher parts, String group) {
        return HexFormat.fromHexDigits(parts.group(group));
    }

    private static Cost scryptCost(long n, long r, long p) {
        return Cost.ofMemory(n * Math.min(r, 1 << 20) / 8)
                .atMost(MAX_SCRYPT_BLOCKS, "block size", r)
                .atMost(MAX_SCRYPT_LANES, "number of lanes", p)
                .only(Long.bitCount(n) == 1 && n > 1 && r > 0 && p > 0 && (r > 1 || n < 65_536),
                        "scrypt does not have its parameters");
    }

    private static boolean matchesScrypt(String password, Matcher parts) {
        byte[] expected = HexFormat.of().parseHex(parts.group("hash"));
        byte[] actual = SCrypt.generate(
                password.getBytes(StandardCharsets.UTF_8),
                parts.group("salt").getBytes(StandardCharsets.UTF_8),
                (int) number(parts, "n"), (int) number(parts, "r"), (int) number(parts, "p"), expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    private static boolean matchesPbkdf2(String digest, String password, Matcher parts, byte[] expected) {
        byte[] salt = parts.group("salt").getBytes(StandardCharsets.UTF_8);
        try {
            byte[] actual = SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest)
                    .generateSecret(new PBEKeySpec(
                            password.toCharArray(), salt, (int) number(parts, "rounds"), expected.length * Byte.SIZE))
                    .getEncoded();
            return MessageDigest.isEqual(expected, actual);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        }
    }
}

package dev.stencil.adapter.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) of 19 MiB and two passes, in the text form of its reference implementation. The memory is used
 * again: 19,456 new blocks for each hash were copied by the garbage collector, and all threads stood still meanwhile.
 */
final class Argon2 {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19_456;
    private static final int PASSES = 2;

    private static final String PREFIX = "$argon2id$v=19$m=19456,t=2,p=1$";
    /** What encode() makes. A damaged or foreign hash must not set the cost of a check, let alone break it off. */
    private static final Pattern FORM =
            Pattern.compile(Pattern.quote(PREFIX) + "([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    private final SecureRandom random = new SecureRandom();
    private final BlockPool memory;

    /** @param kept the memory of how many hashes is kept for the next ones, each 19 MiB once it was needed */
    Argon2(int kept) {
        memory = new FixedBlockPool(kept * KIBIBYTES);
    }

    static boolean isOne(String encoded) {
        return FORM.matcher(encoded).matches();
    }

    String encode(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return encode(password, salt);
    }

    String encode(String password, byte[] salt) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return PREFIX + base64.encodeToString(salt) + "$" + base64.encodeToString(hash(password, salt));
    }

    /** @param encoded of the form that {@link #encode} makes */
    boolean matches(String password, String encoded) {
        Matcher parts = FORM.matcher(encoded);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a hash of ours");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] salt = base64.decode(parts.group(1));
        return MessageDigest.isEqual(base64.decode(parts.group(2)), hash(password, salt));
    }

    private byte[] hash(String password, byte[] salt) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(KIBIBYTES)
                .withIterations(PASSES)
                .withParallelism(LANES)
                .withSalt(salt)
                .withBlockPool(memory)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        argon2.generateBytes(password.toCharArray(), hash);
        return hash;
    }
}

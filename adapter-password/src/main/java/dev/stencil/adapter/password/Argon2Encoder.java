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
 * Argon2 (RFC 9106) in the text form of its reference implementation. It makes Argon2id hashes of the given memory and
 * passes, and checks hashes with the parameters that are written in them: compare their {@link #cost} with what may be
 * spent before that. The memory is used again: new blocks for each hash were copied by the garbage collector, and all
 * threads stood still meanwhile.
 */
final class Argon2Encoder {
    private static final String BASE64 = "(?:[A-Za-z0-9+/]{4}){1,40}(?:[A-Za-z0-9+/]{2,3})?";
    /** Expression for a hash, with groups of its parts. */
    static final String FORM = "\\$argon2(?<type>id?)\\$v=19\\$m=(?<memory>N),t=(?<passes>N),p=(?<lanes>N)"
            .replace("N", "[1-9][0-9]{0,9}")
            + "\\$(?<salt>" + BASE64 + ")\\$(?<output>" + BASE64 + ")";
    private static final Pattern PATTERN = Pattern.compile(FORM);

    private static final int SALT_BYTES = 16;
    private static final int OUTPUT_BYTES = 32;
    private static final int MIN_SALT_BYTES = 8;
    private static final int MIN_OUTPUT_BYTES = 16;
    private static final int MAX_BYTES = 64;
    private static final int MAX_LANES = 8;
    static final int MAX_PASSES = 10;

    private final int kibibytes;
    private final String prefix;
    private final BlockPool memory;
    private final SecureRandom random = new SecureRandom();

    /** @param kept the memory of how many hashes is kept for the next ones, each once it was needed */
    Argon2Encoder(int kibibytes, int passes, int kept) {
        this.kibibytes = kibibytes;
        this.prefix = "$argon2id$v=19$m=" + kibibytes + ",t=" + passes + ",p=1$";
        this.memory = new FixedBlockPool(kept * kibibytes);
    }

    /** Memory of a hash that it makes. */
    int kibibytes() {
        return kibibytes;
    }

    /** @param parts of a text that has {@link #FORM} */
    static Cost cost(Matcher parts) {
        long kibibytes = Long.parseLong(parts.group("memory"));
        long lanes = Long.parseLong(parts.group("lanes"));
        int salt = decoded(parts, "salt").length;
        int output = decoded(parts, "output").length;
        return Cost.ofMemory(kibibytes)
                .atMost(MAX_PASSES, "number of passes", Long.parseLong(parts.group("passes")))
                .atMost(MAX_LANES, "number of lanes", lanes)
                .only(kibibytes >= 8 * lanes, "its memory is too little for its lanes")
                .only(salt >= MIN_SALT_BYTES && salt <= MAX_BYTES, "its salt is too short or too long")
                .only(output >= MIN_OUTPUT_BYTES && output <= MAX_BYTES, "it is too short or too long");
    }

    String encode(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return encode(password, salt);
    }

    String encode(String password, byte[] salt) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        String unfinished = prefix + base64.encodeToString(salt) + "$";
        Matcher parts = parts(unfinished + base64.encodeToString(new byte[OUTPUT_BYTES]));
        return unfinished + base64.encodeToString(hash(password, parts));
    }

    /** @throws IllegalArgumentException if {@code stored} does not have {@link #FORM} */
    boolean matches(String password, String stored) {
        Matcher parts = parts(stored);
        return MessageDigest.isEqual(decoded(parts, "output"), hash(password, parts));
    }

    /** Whether a hash was made with other parameters than those of today, be they higher or lower. */
    boolean upgradeEncoding(String stored) {
        Matcher parts = parts(stored);
        return !parts.group().startsWith(prefix)
                || decoded(parts, "salt").length != SALT_BYTES
                || decoded(parts, "output").length != OUTPUT_BYTES;
    }

    private static Matcher parts(String stored) {
        Matcher parts = PATTERN.matcher(stored);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a hash of Argon2");
        }
        return parts;
    }

    private static byte[] decoded(Matcher parts, String group) {
        return Base64.getDecoder().decode(parts.group(group));
    }

    private byte[] hash(String password, Matcher parts) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(
                parts.group("type").equals("id") ? Argon2Parameters.ARGON2_id : Argon2Parameters.ARGON2_i)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(Integer.parseInt(parts.group("memory")))
                .withIterations(Integer.parseInt(parts.group("passes")))
                .withParallelism(Integer.parseInt(parts.group("lanes")))
                .withSalt(decoded(parts, "salt"))
                .withBlockPool(memory)
                .build());
        byte[] hash = new byte[decoded(parts, "output").length];
        argon2.generateBytes(password.toCharArray(), hash);
        return hash;
    }
}

package dev.stencil.adapter.password;

import dev.stencil.core.domain.Text;
import dev.stencil.core.domain.account.PasswordRules;
import dev.stencil.core.port.PasswordHasher;
import java.text.Normalizer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Hashes passwords with Argon2id, and checks hashes of most other kinds. By default a hash takes 19 MiB of heap, two
 * passes and some 25 to 85 ms of a processor. That memory is zeroed and kept for the next hash, so that the garbage
 * collector has nothing to do with it.
 *
 * <p>These match and are offered for replacement: Argon2 with other parameters than today's, hashes of the original
 * system (64 hexadecimal digits of an unsalted SHA-256) as they are or {@linkplain #wrap wrapped}, bcrypt, Werkzeug's
 * and Django's PBKDF2, Werkzeug's scrypt, and what Spring Security makes. A stored hash says what its check costs,
 * within bounds: 64 MiB and a third of the heap, 10 passes and 8 lanes, a bcrypt cost of 14, 1.3 million rounds of
 * PBKDF2, 512 characters. One that asks for more, like one of a form that is not known, matches nothing and costs a
 * hash of today's. Several checks at once that would take more than a third of the heap together wait for each other.
 *
 * <p>Passwords are normalised to NFC first, so that it does not matter which keyboard they were typed on; hashes of
 * other systems are compared with the password as it came. A password with more than 256 combining marks in a row,
 * which is longer than any new one, is hashed as it came: to normalise it would take long. Safe for use by many
 * threads.
 */
public final class Argon2PasswordHasher implements PasswordHasher {
    /** The least memory of a hash, and the default (OWASP). */
    public static final int MIN_KIBIBYTES = 19_456;
    public static final int MAX_KIBIBYTES = Cost.MAX_KIBIBYTES;
    /** The least number of passes, and the default (OWASP). */
    public static final int MIN_PASSES = 2;
    public static final int MAX_PASSES = Argon2Encoder.MAX_PASSES;

    /** What part of the heap hashing may take. */
    private static final int PART_OF_HEAP = 3;
    /** No password that somebody has chosen here has more of them. */
    private static final int MAX_MARKS = PasswordRules.MAX_CODE_POINTS;

    private final Argon2Encoder argon2;
    private final StoredForms forms;
    private final long heap;
    /** Memory in KiB that all checks under way may take. */
    private final int available;
    private final Semaphore memory;

    /** For one hash at a time: several at once are made as well, but the memory of one is kept. */
    public Argon2PasswordHasher() {
        this(1);
    }

    /** @param kept for how many hashes memory is kept: as many as are made at once, or 0 to keep none */
    public Argon2PasswordHasher(int kept) {
        this(MIN_KIBIBYTES, MIN_PASSES, kept);
    }

    /**
     * @param kibibytes memory of a new hash
     * @param passes of a new hash
     * @param kept for how many hashes memory is kept: as many as are made at once, or 0 to keep none
     * @throws IllegalArgumentException if one of the first two is below the least or above the most, or if the memory
     *     is above the least and more than a third of the heap
     */
    public Argon2PasswordHasher(int kibibytes, int passes, int kept) {
        this(kibibytes, passes, kept, Runtime.getRuntime().maxMemory());
    }

    Argon2PasswordHasher(int kibibytes, int passes, int kept, long heap) {
        requireWithin(MIN_KIBIBYTES, kibibytes, MAX_KIBIBYTES, "KiB of memory");
        requireWithin(MIN_PASSES, passes, MAX_PASSES, "passes");
        argon2 = new Argon2Encoder(kibibytes, passes, kept);
        forms = new StoredForms(argon2);
        this.heap = heap;
        available = Math.clamp(heap / 1024 / PART_OF_HEAP, kibibytes, Integer.MAX_VALUE);
        memory = new Semaphore(available, true);
        if (kibibytes > MIN_KIBIBYTES && kibibytes > heap / 1024 / PART_OF_HEAP) {
            throw new IllegalArgumentException(withoutRoom("a hash", kibibytes));
        }
    }

    private static void requireWithin(int least, int value, int most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(value + " " + what + ": must be from " + least + " to " + most);
        }
    }

    @Override
    public String hash(String password) {
        return StoredForms.OURS + encode(normalised(password));
    }

    /**
     * Makes a hash of the original safe to keep: an unsalted SHA-256 can be guessed a billion times a second. It goes
     * on matching its password, and is replaced at the next login. Takes as long as {@link #hash}.
     *
     * @return nothing if {@code stored} is no such hash
     */
    public Optional<String> wrap(String stored) {
        return LegacyHash.isOne(stored)
                ? Optional.of(StoredForms.WRAPPED + encode(LegacyHash.normalised(stored)))
                : Optional.empty();
    }

    private String encode(String password) {
        return holding(argon2.kibibytes(), () -> argon2.encode(password));
    }

    /**
     * Computes Argon2 exactly once, or twice if that replaces a hash: the password is right then. For a hash of another
     * system or with other parameters it computes what that says instead of the first.
     */
    @Override
    public Verdict check(String password, Optional<String> stored) {
        Optional<StoredForms.Known> known =
                stored.flatMap(forms::read).filter(hash -> refusal(hash.cost()).isEmpty());
        if (known.isPresent()) {
            StoredForms.Known hash = known.get();
            boolean matches = holding(hash.cost().kibibytes(), () -> hash.check().test(password));
            return new Verdict(matches, matches && !hash.isOfToday() ? Optional.of(hash(password)) : Optional.empty());
        }
        String upgrade = hash(password);
        boolean matches = stored.filter(hash -> LegacyHash.matches(password, hash)).isPresent();
        return new Verdict(matches, matches ? Optional.of(upgrade) : Optional.empty());
    }

    @Override
    public Optional<String> unusable(String stored) {
        return LegacyHash.isOne(stored)
                ? Optional.empty()
                : forms.read(stored).map(hash -> refusal(hash.cost()))
                        .orElse(Optional.of("it has no form that is known"));
    }

    private Optional<String> refusal(Cost cost) {
        return cost.only(cost.kibibytes() <= available, withoutRoom("its check", cost.kibibytes())).refusal();
    }

    private String withoutRoom(String what, long kibibytes) {
        // With what the JVM keeps of the heap for itself.
        long enough = Math.ceilDiv(kibibytes * PART_OF_HEAP * 21 / 20, 1024);
        return what + " takes " + Math.ceilDiv(kibibytes, 1024) + " MiB, and a heap of " + (heap >> 20)
                + " MiB has no room for that: one of " + enough + " MiB has (-Xmx" + enough + "m)";
    }

    private <T> T holding(long kibibytes, Supplier<T> work) {
        memory.acquireUninterruptibly((int) kibibytes);
        try {
            return work.get();
        } finally {
            memory.release((int) kibibytes);
        }
    }

    static String normalised(String password) {
        return Text.hasMarksInARow(MAX_MARKS, password)
                ? password
                : Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}

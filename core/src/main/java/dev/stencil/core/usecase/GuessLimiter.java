package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.UserName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Slows down those who guess passwords. Failures are counted for a user and a client address together, and more
 * loosely for each alone; after the free ones every attempt has to wait, a second at first, doubling to 15 minutes,
 * never for ever. Names that do not exist count the same. A success forgets the failures of that user from that
 * address. Addresses of one IPv6 network of 64 bits count as one.
 *
 * <p>Bounded: it remembers the {@value #MAX_COUNTS} counts that were used last, under keys of a fixed size. Counts are
 * of this process alone.
 */
public final class GuessLimiter {
    static final int MAX_COUNTS = 100_000;

    private static final long FIRST_WAIT = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST_WAIT = Duration.ofMinutes(15).toMillis();
    private static final long FORGOTTEN_AFTER = Duration.ofHours(1).toMillis();

    private final GuessLimits limits;
    private final InstantSource clock;
    private final Map<String, Count> counts = new Recent<>(MAX_COUNTS);

    public GuessLimiter(GuessLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** @throws Failure.TooManyAttempts if an attempt would have to wait */
    public void check(UserName user, String client) {
        synchronized (counts) {
            countsFor(user, client).forEach(this::refuseIfWaiting);
        }
    }

    /**
     * Begins an attempt, to be told how it ended. Many attempts at once have no more free failures than as many one
     * after the other.
     *
     * @throws Failure.TooManyAttempts if it has to wait
     */
    public Attempt begin(UserName user, String client) {
        synchronized (counts) {
            List<Count> mine = countsFor(user, client);
            mine.forEach(this::refuseIfWaiting);
            mine.forEach(count -> count.running++);
            return new Attempt(mine);
        }
    }

    /** An attempt under way. Exactly one of its methods is to be called, once. */
    public final class Attempt {
        private final List<Count> mine;

        private Attempt(List<Count> mine) {
            this.mine = mine;
        }

        /** The password was right. */
        public void succeeded() {
            abandoned();
            synchronized (counts) {
                mine.getFirst().failures = 0;
            }
        }

        /** The password was wrong. */
        public void failed() {
            abandoned();
            synchronized (counts) {
                for (Count count : mine) {
                    count.failures++;
                    count.lastFailure = clock.millis();
                }
            }
        }

        /** It was not found out whether the password is right. */
        public void abandoned() {
            synchronized (counts) {
                mine.forEach(count -> count.running--);
            }
        }
    }

    private static final class Count {
        private final int free;
        private int failures;
        private int running;
        private long lastFailure;

        Count(int free) {
            this.free = free;
        }
    }

    private List<Count> countsFor(UserName user, String address) {
        String client = Network.of(address);
        return List.of(
                count("both", user.key() + '\0' + client, limits.byUserAndClient()),
                count("user", user.key(), limits.byUser()),
                count("client", client, limits.byClient()));
    }

    private Count count(String kind, String whom, int free) {
        Count count = counts.computeIfAbsent(hash(kind + '\0' + whom), key -> new Count(free));
        if (clock.millis() - count.lastFailure > FORGOTTEN_AFTER) {
            count.failures = 0;
        }
        return count;
    }

    private void refuseIfWaiting(Count count) {
        long wait = 0;
        if (count.running > 0 && count.running >= count.free - count.failures) {
            // Those under way may use up what is free: this one comes after them.
            wait = FIRST_WAIT;
        } else if (count.failures >= count.free) {
            int doublings = Math.min(count.failures - count.free, 10);
            wait = count.lastFailure + Math.min(FIRST_WAIT << doublings, LONGEST_WAIT) - clock.millis();
        }
        if (wait > 0) {
            throw new Failure.TooManyAttempts(Duration.ofMillis(wait));
        }
    }

    /** A name may be as long as a request: what is kept is not. */
    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

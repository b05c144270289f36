package dev.stencil.core.usecase.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counts of wrong passwords, and the waits that follow from them. Bounded: counts that make nobody wait are evicted
 * first. Not safe for several threads at a time.
 */
final class FailureCounts {
    private static final long FIRST_WAIT = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST_WAIT = Duration.ofMinutes(15).toMillis();
    private static final long SHORT_WAIT = Duration.ofMinutes(1).toMillis();
    private static final long FORGOTTEN_AFTER = Duration.ofHours(1).toMillis();

    private final Stopwatch time;
    private final RankedMap<Key, Count> counts;
    /** Attempts whose password is being hashed, by count: at most a few for each thread that hashes. */
    private final Map<Key, Integer> running = new HashMap<>();

    private record Key(String whom, String network) {}

    private record Count(int failures, long latest) {
        static final Count NONE = new Count(0, 0);
    }

    /** A count, and the limit that it is compared with. */
    record Limit(Key key, long free, long longestWait) {
        /** A limit that may make one wait for a quarter of an hour. */
        static Limit strict(String whom, String network, long free) {
            return new Limit(new Key(whom, network), free, LONGEST_WAIT);
        }

        /** A limit that makes one wait for a minute at most. */
        static Limit mild(String whom, String network, long free) {
            return new Limit(new Key(whom, network), free, SHORT_WAIT);
        }
    }

    FailureCounts(int most, Stopwatch time) {
        this.counts = new RankedMap<>(most);
        this.time = time;
    }

    /** How long the next attempt has to wait, in milliseconds. */
    long longestWait(Stream<Limit> limits) {
        return limits.mapToLong(this::wait).max().orElse(0);
    }

    private long wait(Limit limit) {
        Count count = count(limit.key());
        long left = limit.free() - count.failures();
        int attempts = running.getOrDefault(limit.key(), 0);
        if (attempts > 0 && attempts >= left) {
            // The attempts under way may use up the free failures.
            return FIRST_WAIT;
        }
        if (left > 0) {
            return 0;
        }
        long wait = Math.min(FIRST_WAIT << Math.min(-left, 10), limit.longestWait());
        return count.latest() + wait - time.millis();
    }

    private Count count(Key key) {
        return counts.get(key)
                .filter(count -> time.millis() - count.latest() <= FORGOTTEN_AFTER)
                .orElse(Count.NONE);
    }

    void begin(Limit limit) {
        running.merge(limit.key(), 1, Integer::sum);
    }

    void end(Limit limit) {
        running.computeIfPresent(limit.key(), (key, attempts) -> attempts == 1 ? null : attempts - 1);
    }

    /** A count without free failures ranks as if it waited for the longest time. */
    void countFailure(Limit limit) {
        Count count = new Count(count(limit.key()).failures() + 1, time.millis());
        counts.put(limit.key(), count, count.latest() + (count.failures() >= limit.free() ? LONGEST_WAIT : 0));
    }

    void forget(Limit limit) {
        counts.remove(limit.key());
    }

    int size() {
        return counts.size();
    }
}

package dev.stencil.core.usecase.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of wrong passwords, and the waits that follow from them. Bounded: counts that make nobody wait are evicted
 * first. Not safe for several threads at a time.
 */
final class FailureCounts {
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    static final Duration SHORT_WAIT = Duration.ofMinutes(1);

    private static final long FIRST_WAIT = Duration.ofSeconds(1).toMillis();
    private static final long FORGOTTEN_AFTER = Duration.ofHours(1).toMillis();

    private final Stopwatch time;
    private final RankedMap<String, Count> counts;
    /** Attempts whose password is being hashed, by count: at most a few for each thread that hashes. */
    private final Map<String, Integer> running = new HashMap<>();

    private record Count(int failures, long latest) {
        static final Count NONE = new Count(0, 0);
    }

    /** The key of a count, and the limit that it is compared with: how many failures are free, how long others wait. */
    record Limit(String key, long free, Duration longestWait) {}

    FailureCounts(int most, Stopwatch time) {
        this.counts = new RankedMap<>(most);
        this.time = time;
    }

    /** How long the next attempt has to wait, in milliseconds. */
    long longestWait(List<Limit> limits) {
        return limits.stream().mapToLong(this::wait).max().orElse(0);
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
        long wait = Math.min(FIRST_WAIT << Math.min(-left, 10), limit.longestWait().toMillis());
        return count.latest() + wait - time.millis();
    }

    private Count count(String key) {
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
        long wait = count.failures() >= limit.free() ? LONGEST_WAIT.toMillis() : 0;
        counts.put(limit.key(), count, count.latest() + wait);
    }

    void forget(Limit limit) {
        counts.remove(limit.key());
    }

    int size() {
        return counts.size();
    }
}

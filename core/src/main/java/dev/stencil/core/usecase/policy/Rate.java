package dev.stencil.core.usecase.policy;

import java.time.Duration;

/**
 * Token bucket by key: so many events at once, and as many again within a period, spread evenly. If there are too many
 * keys, the one that has used up least is evicted. For one thread at a time.
 */
final class Rate<K> {
    private final long period;
    private final RankedMap<K, Long> recovered;

    /** @param keys how many are remembered */
    Rate(Duration period, int keys) {
        this.period = period.toMillis();
        this.recovered = new RankedMap<>(keys);
    }

    /**
     * How long it has to wait.
     *
     * @param now milliseconds of a clock that is never set back
     * @return at most 0 if it may happen now
     */
    long waiting(K key, long times, long now) {
        return next(key, times, now) - now - period;
    }

    void count(K key, long times, long now) {
        long next = next(key, times, now);
        recovered.put(key, next, next);
    }

    /** When nothing would be used up any more, had it happened once more. */
    private long next(K key, long times, long now) {
        return Math.max(now, recovered.get(key).orElse(now)) + period / times;
    }
}

package dev.stencil.bench.load;

import java.time.Duration;

/**
 * How much load there is: it ends with the time or with the number of requests, whichever comes first.
 *
 * @param calls {@link Long#MAX_VALUE} if the time alone counts
 */
public record Extent(Duration time, long calls) {
    public static Extent of(Duration time) {
        return new Extent(time, Long.MAX_VALUE);
    }

    boolean isCounted() {
        return calls != Long.MAX_VALUE;
    }
}

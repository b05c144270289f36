package dev.stencil.adapter.http.transport;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Log of at most one message a second, with a count of those left out: in an outage every request logs the same. */
public final class RateLimitedLog {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private long quietUntil;
    private int suppressed;

    public RateLimitedLog(Consumer<String> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.quietUntil = nanoTime.getAsLong();
    }

    public void log(String message) {
        String text;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (now - quietUntil < 0) {
                suppressed++;
                return;
            }
            text = suppressed == 0 ? message : message + " (and " + suppressed + " others before)";
            suppressed = 0;
            quietUntil = now + INTERVAL;
        }
        log.accept(text);
    }
}

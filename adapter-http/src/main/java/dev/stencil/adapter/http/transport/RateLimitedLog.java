package dev.stencil.adapter.http.transport;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says one thing a second, and counts what comes between: in an outage every request has the same to say. */
public final class RateLimitedLog {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private long quietUntil;
    private int unsaid;

    public RateLimitedLog(Consumer<String> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.quietUntil = nanoTime.getAsLong();
    }

    public void say(String what) {
        String whole;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (now - quietUntil < 0) {
                unsaid++;
                return;
            }
            whole = unsaid == 0 ? what : what + " (and " + unsaid + " others before)";
            unsaid = 0;
            quietUntil = now + INTERVAL;
        }
        log.accept(whole);
    }
}

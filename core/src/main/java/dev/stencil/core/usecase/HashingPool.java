package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Threads of its own for hashing passwords, few enough to leave a processor to everything else: a flood of logins must
 * not starve those who are logged in. What finds no place in a short queue, or waits in it for too long, is told to
 * come again.
 */
public final class HashingPool implements AutoCloseable {
    private static final int LONGEST_QUEUE = 16;
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    /** Far beyond what a hash takes on the slowest of machines: a hung thread must not hang its caller. */
    private static final Duration MAX_RUN = Duration.ofSeconds(10);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ThreadPoolExecutor threads;
    private final LongSupplier nanoTime;
    /** Of a hash, the latest counting most. */
    private final AtomicLong averageNanos = new AtomicLong();

    /** As many threads as there are processors but one, and at least one. */
    public HashingPool() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    public HashingPool(int size) {
        this(size, 2 * (LONGEST_QUEUE + size));
    }

    /** @param callers how many threads may call: no more than half of them are kept waiting */
    public HashingPool(int size, int callers) {
        this(size, callers, System::nanoTime);
    }

    HashingPool(int size, int callers, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        int queue = Math.max(1, Math.min(LONGEST_QUEUE, callers / 2 - size));
        threads = new ThreadPoolExecutor(
                size, size, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(queue), HashingPool::newThread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "stencil-hashing");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs {@code hashing} on a thread of the pool and waits for its result.
     *
     * @throws Failure.Unavailable if there is no place, or no thread within a second, or none to be expected
     * @throws Failure whatever {@code hashing} throws
     */
    public <T> T run(Supplier<T> hashing) {
        FutureTask<T> task = new FutureTask<>(() -> timed(hashing));
        try {
            refuseIfInVain();
            threads.execute(task);
            try {
                return task.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException waited) {
                if (threads.remove(task)) {
                    throw busy(waited);
                }
                return task.get(MAX_RUN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException | TimeoutException e) {
            throw busy(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    /** Better now than after a second: who would come to wait for most of it may just as well not begin. */
    private void refuseIfInVain() {
        long expected = threads.getQueue().size() * averageNanos.get() / threads.getCorePoolSize();
        if (expected > MAX_WAIT.toNanos() / 2) {
            throw new RejectedExecutionException();
        }
    }

    private <T> T timed(Supplier<T> hashing) {
        long begin = nanoTime.getAsLong();
        try {
            return hashing.get();
        } finally {
            averageNanos.accumulateAndGet(nanoTime.getAsLong() - begin,
                    (average, nanos) -> average + (nanos - average) / 8);
        }
    }

    private static Failure.Unavailable busy(Exception cause) {
        return new Failure.Unavailable(RETRY_AFTER, "too many passwords to hash", cause);
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case Failure failure -> failure;
            case Error error -> throw error;
            case null, default -> new IllegalStateException("hashing failed", e);
        };
    }

    /** Finishes what was begun, refuses what comes. */
    @Override
    public void close() {
        threads.shutdown();
    }
}

package dev.stencil.core.usecase.policy;

import dev.stencil.core.domain.Failure;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread pool for hashing passwords, small enough to leave a processor to everything else: a flood of logins must not
 * starve the users who are logged in. Calls that find no place in its short queue, or wait in it for too long, fail as
 * unavailable.
 *
 * <p>The queue is shared out between the widest networks of those that wait ({@link FairQueue}): a call waits for
 * the hash under way and one hash of each other network, whatever one network sends.
 */
public final class HashingPool implements AutoCloseable {
    private static final int LONGEST_QUEUE = 16;
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    /** Far longer than a hash takes on the slowest machine: a hung thread must not hang its caller. */
    private static final Duration MAX_RUN = Duration.ofSeconds(10);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int size;
    private final ThreadPoolExecutor threads;
    private final LongSupplier nanoTime;
    /** Moving average of the time a hash takes. */
    private final AtomicLong averageNanos = new AtomicLong();
    /** The tasks that wait; also the lock of itself and of the count of busy threads. */
    private final FairQueue<FutureTask<?>> waiting;
    private int busy;

    /**
     * @param callers how many threads may call: no more than half of them are kept waiting
     * @param nanoTime as {@link System#nanoTime()}
     */
    public HashingPool(int size, int callers, LongSupplier nanoTime) {
        this.size = size;
        this.waiting = new FairQueue<>(Math.max(1, Math.min(LONGEST_QUEUE, callers / 2 - size)));
        this.nanoTime = nanoTime;
        // The executor's own queue is used for a moment only: no more than {@code size} tasks are handed to it.
        threads = new ThreadPoolExecutor(
                size, size, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("stencil-hashing").factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs {@code hashing} on a thread of the pool and waits for its result.
     *
     * @param address where the password comes from
     * @throws Failure.Unavailable if there is no place, or no thread within a second, or none to be expected
     * @throws Failure whatever {@code hashing} throws
     */
    public <T> T run(String address, Supplier<T> hashing) {
        String network = Network.of(address).getLast().name();
        FutureTask<T> task = new FutureTask<>(() -> timed(hashing));
        try {
            begin(network, task);
            try {
                return task.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException waited) {
                if (leave(network, task)) {
                    throw busy(waited);
                }
                return task.get(MAX_RUN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException | CancellationException | TimeoutException e) {
            throw busy(e);
        } catch (InterruptedException e) {
            leave(network, task);
            Thread.currentThread().interrupt();
            throw busy(e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private void begin(String network, FutureTask<?> task) {
        synchronized (waiting) {
            if (busy < size) {
                threads.execute(() -> workFrom(task));
                busy++;
                return;
            }
            refuseIfInVain(network);
            FutureTask<?> displaced = waiting.add(network, task);
            if (displaced != null) {
                displaced.cancel(false);
            }
        }
    }

    private void workFrom(FutureTask<?> first) {
        try {
            for (FutureTask<?> task = first; task != null; task = next()) {
                task.run();
            }
        } catch (Throwable e) {
            // A failed hash is its caller's and does not come here.
            synchronized (waiting) {
                busy--;
            }
            throw e;
        }
    }

    private @Nullable FutureTask<?> next() {
        synchronized (waiting) {
            FutureTask<?> next = waiting.poll();
            busy -= next == null ? 1 : 0;
            return next;
        }
    }

    /**
     * Refuses a task at once that would use up most of the time it may wait, unless it is the first of its network: no
     * other network may keep that one from waiting.
     */
    private void refuseIfInVain(String network) {
        boolean isFirst = waiting.count(network) == 0;
        if (!isFirst && waiting.ahead(network) * averageNanos.get() / size > MAX_WAIT.toNanos() / 2) {
            throw new RejectedExecutionException();
        }
    }

    /** @return whether it still waited */
    private boolean leave(String network, FutureTask<?> task) {
        synchronized (waiting) {
            return waiting.remove(network, task);
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

    /** Finishes the tasks under way and refuses new ones. */
    @Override
    public void close() {
        threads.shutdown();
    }
}

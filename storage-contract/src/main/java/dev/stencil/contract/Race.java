package dev.stencil.contract;

import dev.stencil.core.domain.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does several things at the same time. */
final class Race {
    static final int RUNNERS = 24;
    /** Most races are lost by a store only now and then. */
    static final int ROUNDS = 12;
    /** Where one round takes next to no time and loses a race most rarely. */
    static final int MANY_ROUNDS = 60;

    private Race() {}

    /** What came of one of the things: a value or a failure. */
    record Outcome<T>(@Nullable T value, @Nullable Failure failure) {
        boolean isConflict() {
            return failure instanceof Failure.Conflict;
        }
    }

    /** Starts all at once, each on a thread of its own, and waits for all. Failures are outcomes, all else is thrown. */
    static <T> List<Outcome<T>> run(List<Callable<T>> runners) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(runners.size())) {
            List<Future<Outcome<T>>> running = new ArrayList<>();
            for (Callable<T> runner : runners) {
                running.add(threads.submit(() -> {
                    start.await();
                    return outcome(runner);
                }));
            }
            start.countDown();
            List<Outcome<T>> outcomes = new ArrayList<>();
            for (Future<Outcome<T>> outcome : running) {
                outcomes.add(outcome.get(60, TimeUnit.SECONDS));
            }
            return outcomes;
        }
    }

    private static <T> Outcome<T> outcome(Callable<T> runner) throws Exception {
        try {
            return new Outcome<>(runner.call(), null);
        } catch (Failure failure) {
            return new Outcome<>(null, failure);
        }
    }
}

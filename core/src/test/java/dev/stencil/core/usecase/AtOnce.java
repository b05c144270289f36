package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs calls at the same time, each on a thread of its own. */
public final class AtOnce {
    private AtOnce() {}

    public static <T> List<T> run(int number, IntFunction<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(number)) {
            CyclicBarrier together = new CyclicBarrier(number);
            List<Callable<T>> all = IntStream.range(0, number).mapToObj(i -> (Callable<T>) () -> {
                together.await(10, TimeUnit.SECONDS);
                return calls.apply(i).call();
            }).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(all)) {
                results.add(result.get());
            }
            return results;
        }
    }

    /** A call that tells whether it was refused. */
    public static Callable<Boolean> refused(Runnable action) {
        return () -> {
            try {
                action.run();
                return false;
            } catch (Failure.Unauthenticated | Failure.TooManyAttempts refusal) {
                return true;
            }
        };
    }
}

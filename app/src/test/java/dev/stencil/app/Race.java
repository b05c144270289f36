package dev.stencil.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Calls that are made at the same time, each in a thread of its own. */
public final class Race {
    private Race() {}

    public static <T> List<T> of(int number, IntFunction<Callable<T>> calls) throws Exception {
        return of(IntStream.range(0, number).mapToObj(calls).toList());
    }

    /** Begins all at once and waits for all; what they return is in their order. */
    public static <T> List<T> of(List<Callable<T>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> call : calls) {
                running.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<T> returned = new ArrayList<>();
            for (Future<T> one : running) {
                returned.add(one.get());
            }
            return returned;
        }
    }
}

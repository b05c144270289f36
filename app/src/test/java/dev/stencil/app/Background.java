package dev.stencil.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Threads that repeat something for as long as a test does something else. */
public final class Background implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean ended;

    /** What a thread repeats. */
    @FunctionalInterface
    public interface Action {
        /** @param time counts from 0 */
        void run(int time) throws Exception;
    }

    /** @param actions one for each thread, by its number */
    public Background(int number, IntFunction<Action> actions) {
        for (int i = 0; i < number; i++) {
            Action action = actions.apply(i);
            running.add(threads.submit(() -> {
                int time = 0;
                do {
                    action.run(time++);
                } while (!ended);
                return null;
            }));
        }
    }

    /** Waits until each has done it once at least, and no more; fails if one of them has failed. */
    public void end() throws Exception {
        ended = true;
        for (Future<?> one : running) {
            one.get();
        }
    }

    /** Fails if one of them has failed. */
    public void check() throws Exception {
        for (Future<?> one : running) {
            if (one.isDone()) {
                one.get();
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        threads.close();
    }
}

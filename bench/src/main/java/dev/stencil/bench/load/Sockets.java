package dev.stencil.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Load from this process: two threads with non-blocking sockets. Checks the status of every answer. */
public final class Sockets implements Generator {
    private static final int THREADS = 2;

    @Override
    public String name() {
        return "sockets";
    }

    @Override
    public boolean counts() {
        return true;
    }

    @Override
    public Outcome run(int port, Traffic traffic, Extent extent) throws IOException, InterruptedException {
        int threads = Math.min(THREADS, traffic.connections());
        int run = Numbers.nextRun();
        long begin = System.nanoTime();
        Turns turns = new Turns(traffic, port, extent);
        List<Loop> loops = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int connections = traffic.connections() / threads + (i < traffic.connections() % threads ? 1 : 0);
            loops.add(new Loop(port, connections, turns, Numbers.of(run, i)));
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (Future<Loop> loop : executor.invokeAll(loops)) {
                loop.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("load was broken off: " + e.getCause(), e);
        }
        return outcome(loops, begin);
    }

    private static Outcome outcome(List<Loop> loops, long begin) {
        Histogram latency = new Histogram();
        Map<Integer, Long> statuses = new TreeMap<>();
        long wrong = 0;
        long nanos = 1;
        for (Loop loop : loops) {
            latency.add(loop.latency());
            loop.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
            wrong += loop.wrong();
            nanos = Math.max(nanos, loop.ended() - begin);
        }
        long answers = statuses.values().stream().mapToLong(Long::longValue).sum();
        return new Outcome(answers, wrong, statuses, nanos / 1e9, latency.latency());
    }
}

package dev.stencil.app.faults;

import java.util.stream.Stream;

/** Memory and threads that the server takes in this JVM. */
final class Footprint {
    private Footprint() {}

    /** How many threads there are, but for those of the test's clients. */
    static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> Stream.of("HttpClient", "ForkJoinPool").noneMatch(name::startsWith))
                .count();
    }

    /** How many bytes of the heap are in use. */
    static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

package dev.stencil.app.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests were answered how. */
final class Tally {
    /** Of so many requests, one may be refused without a fault: a machine that is busy itself looks like one. */
    private static final long REQUESTS_FOR_ONE_REFUSAL = 1_000;
    private static final String REFUSED = "503 without a fault";

    private final Map<String, LongAdder> numbers = new ConcurrentSkipListMap<>();

    void answered(int status) {
        add(status == 503 ? "503" : status / 100 + "xx");
    }

    void unanswered() {
        add("none");
    }

    void refusedWithoutFault() {
        add(REFUSED);
    }

    /** What must not happen, by what it is. */
    void wrong(String what) {
        add("WRONG " + what);
    }

    private void add(String kind) {
        numbers.computeIfAbsent(kind, any -> new LongAdder()).increment();
    }

    boolean isClean() {
        long answered = numbers.getOrDefault("2xx", new LongAdder()).sum();
        long refused = numbers.getOrDefault(REFUSED, new LongAdder()).sum();
        return refused * REQUESTS_FOR_ONE_REFUSAL <= answered
                && numbers.keySet().stream().noneMatch(kind -> kind.startsWith("WRONG"));
    }

    /** All since the beginning. */
    @Override
    public String toString() {
        return numbers.toString();
    }
}

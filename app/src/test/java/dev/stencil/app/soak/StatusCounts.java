package dev.stencil.app.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of answers by status. */
final class StatusCounts {
    private final Map<String, LongAdder> numbers = new ConcurrentSkipListMap<>();

    void answered(int status) {
        add(status == 503 ? "503" : status / 100 + "xx");
    }

    void unanswered() {
        add("none");
    }

    /** What must not happen, by what it is. */
    void wrong(String what) {
        add("WRONG " + what);
    }

    private void add(String kind) {
        numbers.computeIfAbsent(kind, any -> new LongAdder()).increment();
    }

    boolean isClean() {
        return numbers.keySet().stream().noneMatch(kind -> kind.startsWith("WRONG"));
    }

    /** All since the beginning. */
    @Override
    public String toString() {
        return numbers.toString();
    }
}

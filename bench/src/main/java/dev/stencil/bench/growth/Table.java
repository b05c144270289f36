package dev.stencil.bench.growth;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, as a table in Markdown: for each size median and 99th percentile in microseconds, and the median's
 * ratio to that of the smallest size that has the step.
 */
record Table(List<Integer> sizes, List<Map<String, Samples>> measured) {
    String text() {
        return head() + Trial.STEPS.stream().map(this::row).collect(Collectors.joining());
    }

    private String head() {
        return sizes.stream().map(size -> String.format(ROOT, " %,d |", size))
                .collect(Collectors.joining("", "| µs: median / p99 (ratio) |", "\n"))
                + "|---|" + "---:|".repeat(sizes.size()) + "\n";
    }

    private String row(String step) {
        @Nullable
        Samples smallest = measured.stream().filter(store -> store.containsKey(step)).findFirst()
                .map(store -> store.get(step)).orElse(null);
        return IntStream.range(0, sizes.size())
                .mapToObj(i -> cell(measured.get(i).get(step), smallest))
                .collect(Collectors.joining("", "| " + step + " |", "\n"));
    }

    private static String cell(@Nullable Samples samples, @Nullable Samples smallest) {
        if (samples == null || smallest == null) {
            return " – |";
        }
        return String.format(ROOT, " %.0f / %.0f (%.2f) |",
                samples.medianMicros(), samples.p99Micros(), samples.medianMicros() / smallest.medianMicros());
    }
}

package dev.stencil.app.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Whether the last third takes more than the second; in the first, the server warms up. */
final class Verdict {
    private static final long MIB = 1024 * 1024;

    private Verdict() {}

    /** What has grown by more than it varies. */
    static List<String> growth(List<Sample> samples) {
        List<String> growth = new ArrayList<>();
        compare("heap", samples, Sample::heap, 2 * MIB, growth);
        compare("resident memory", samples, Sample::resident, 8 * MIB, growth);
        compare("descriptors", samples, Sample::descriptors, 10, growth);
        compare("threads", samples, Sample::threads, 4, growth);
        return growth;
    }

    private static void compare(
            String what, List<Sample> samples, ToLongFunction<Sample> value, long slack, List<String> growth) {
        int third = samples.size() / 3;
        double before = mean(samples.subList(samples.size() - 2 * third, samples.size() - third), value);
        double after = mean(samples.subList(samples.size() - third, samples.size()), value);
        System.out.printf("%s: %.0f in the second third, %.0f in the last%n", what, before, after);
        if (after > before * 1.05 + slack) {
            growth.add("%s grew from %.0f to %.0f".formatted(what, before, after));
        }
    }

    private static double mean(List<Sample> samples, ToLongFunction<Sample> value) {
        return samples.stream().mapToLong(value).average().orElseThrow();
    }
}

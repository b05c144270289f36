package dev.stencil.bench.result;

import dev.stencil.bench.load.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads alone, and reads while others guess passwords.
 *
 * @param ratio of the 99th percentiles of the reads, during the flood to alone
 */
public record Flooded(String title, String store, List<Wave> waves, Spread ratio) {
    /** One round. */
    public record Wave(Figures alone, Figures during, Outcome guesses) {}

    public static Flooded of(String title, String store, List<Wave> waves) {
        Spread ratio = Spread.of(waves, wave -> (double) wave.during().latency().p99() / wave.alone().latency().p99());
        return new Flooded(title, store, List.copyOf(waves), ratio);
    }

    /** How the guesses were answered, in all rounds. */
    Map<Integer, Long> statuses() {
        Map<Integer, Long> sum = new TreeMap<>();
        waves.forEach(wave -> wave.guesses().statuses().forEach((status, n) -> sum.merge(status, n, Long::sum)));
        return sum;
    }
}

package dev.stencil.bench;

import dev.stencil.bench.Comparison.Effort;
import dev.stencil.bench.Comparison.Measured;
import dev.stencil.bench.Comparison.Result;
import dev.stencil.bench.Comparison.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one run showed, as Markdown. */
final class Report {
    private static final String NOTHING = "-";
    private static final List<String> SIDES = List.of("Stencil", "other");

    private Report() {}

    /** What figures depend on. */
    static String circumstances(String commits, String store, Effort effort) {
        return Stream.of(
                "date: " + Instant.now().truncatedTo(ChronoUnit.SECONDS),
                "commit: " + commits,
                "machine: " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                        + System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
                "JDK: " + System.getProperty("java.vm.name") + ' ' + System.getProperty("java.runtime.version"),
                "store: " + store,
                "effort: " + effort.rounds() + " rounds of " + effort.round().toSeconds() + " s after "
                        + effort.warmUp().toSeconds() + " s of warming up")
                .map(line -> "- " + line + '\n')
                .collect(Collectors.joining());
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor unknown");
        } catch (IOException e) {
            return "processor unknown";
        }
    }

    static Table scenarios(List<Result> results) {
        List<String> titles = new ArrayList<>(List.of("scenario", "beside", "ratio (min..max)"));
        for (String figure : List.of(" req/s", " p99 ms", " CPU µs")) {
            SIDES.forEach(side -> titles.add(side + figure));
        }
        Table table = new Table(titles);
        for (Result each : results) {
            List<String> cells = new ArrayList<>();
            cells.add(each.scenario().title());
            cells.add(each.beside());
            cells.add(each.ratio().map(ratio -> spread("%.2f", ratio)).orElse(NOTHING));
            cells.addAll(medians(each, "%.0f", Round::perSecond));
            cells.addAll(medians(each, "%.2f", Round::p99Millis));
            cells.addAll(medians(each, "%.0f", Round::cpuMicros));
            table.add(cells);
        }
        return table;
    }

    private static List<String> medians(Result result, String format, ToDoubleFunction<Round> figure) {
        List<String> cells = new ArrayList<>(result.sides().stream()
                .map(side -> Spread.of(side.rounds().stream().mapToDouble(figure)).median())
                .map(median -> String.format(Locale.ROOT, format, median))
                .toList());
        if (cells.size() < SIDES.size()) {
            cells.add(NOTHING);
        }
        return cells;
    }

    /** Start and memory: each scenario has started each server anew. */
    static Table processes(List<Result> results) {
        Table table = new Table(List.of("", "start to first answer ms (min..max)", "MiB after load (min..max)"));
        for (int i = 0; i < SIDES.size(); i++) {
            int side = i;
            List<Measured> all = results.stream()
                    .filter(result -> result.sides().size() > side && !result.beside().equals(Comparison.NO_FLOOD))
                    .map(result -> result.sides().get(side))
                    .toList();
            if (!all.isEmpty()) {
                table.add(List.of(SIDES.get(side),
                        spread("%.0f", Spread.of(all.stream().mapToDouble(Measured::startMillis))),
                        spread("%.0f", Spread.of(all.stream().mapToDouble(Measured::mebibytes)))));
            }
        }
        return table;
    }

    private static String spread(String format, Spread spread) {
        return String.format(Locale.ROOT, format + " (" + format + ".." + format + ")",
                spread.median(), spread.min(), spread.max());
    }
}

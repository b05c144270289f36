package dev.stencil.bench.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report for people. */
public final class Markdown {
    private static final String NOTHING = "-";

    private Markdown() {}

    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        report.circumstances().forEach((name, value) -> text.append("- " + name + ": " + value + '\n'));
        section(text, "Stencil beside bare", compared(report.compared(), "Stencil", "bare"), report.compared());
        section(text, "Control: bare beside bare", compared(report.control(), "bare", "bare"), report.control());
        section(text, "Reads while others guess passwords", flooded(report.flooded()), report.flooded());
        section(text, "Stencil by itself", footprints(report.footprints()), report.footprints());
        report.failures().forEach(failure -> text.append("\nFAILED: " + failure + '\n'));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Table table, List<?> rows) {
        if (!rows.isEmpty()) {
            text.append("\n### " + title + "\n\n" + table);
        }
    }

    private static Table compared(List<Compared> all, String one, String other) {
        Table table = new Table("scenario", "store", one + " req/s", other + " req/s", "ratio (min..max)",
                one + " p99 ms", other + " p99 ms", one + " CPU µs", other + " CPU µs", "load");
        for (Compared each : all) {
            boolean both = each.ratio().isPresent();
            table.add(
                    each.title(),
                    each.store(),
                    whole(each.stencil(Figures::perSecond)),
                    both ? whole(each.bare(Figures::perSecond)) : NOTHING,
                    each.ratio().map(Markdown::ratio).orElse(NOTHING),
                    millis(each.stencil(Markdown::p99)),
                    both ? millis(each.bare(Markdown::p99)) : NOTHING,
                    whole(each.stencil(Figures::cpuMicros)),
                    both ? whole(each.bare(Figures::cpuMicros)) : NOTHING,
                    each.generator());
        }
        return table;
    }

    private static Table flooded(List<Flooded> all) {
        Table table = new Table("guesses", "store", "read p99 ms alone", "during", "ratio (min..max)", "refusal p99 ms",
                "guesses/s", "answers");
        for (Flooded each : all) {
            table.add(
                    each.title(),
                    each.store(),
                    millis(Spread.of(each.waves(), wave -> p99(wave.alone()))),
                    millis(Spread.of(each.waves(), wave -> p99(wave.during()))),
                    ratio(each.ratio()),
                    millis(Spread.of(each.waves(), wave -> wave.guesses().latency().p99())),
                    whole(Spread.of(each.waves(), wave -> wave.guesses().perSecond())),
                    each.statuses().entrySet().stream()
                            .map(status -> status.getKey() + ": " + status.getValue())
                            .collect(Collectors.joining(", ")));
        }
        return table;
    }

    private static Table footprints(List<Footprint> all) {
        Table table = new Table("store", "", "start to first answer ms (min..max)", "resident MiB idle", "after load");
        for (Footprint each : all) {
            Spread start = each.startMillis();
            table.add(each.store(), "",
                    String.format(Locale.ROOT, "%.0f (%.0f..%.0f)", start.median(), start.min(), start.max()),
                    memory(each.idle()), memory(each.loaded()));
        }
        return table;
    }

    private static double p99(Figures figures) {
        return figures.latency().p99();
    }

    private static String memory(Optional<Long> mebibytes) {
        return mebibytes.map(String::valueOf).orElse(NOTHING);
    }

    private static String ratio(Spread ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", ratio.median(), ratio.min(), ratio.max());
    }

    private static String whole(Spread spread) {
        return String.format(Locale.ROOT, "%.0f", spread.median());
    }

    private static String millis(Spread micros) {
        return String.format(Locale.ROOT, "%.2f", micros.median() / 1000);
    }
}

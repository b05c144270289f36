package dev.stencil.app.command;

import dev.stencil.adapter.mongo.migration.MigrationProgress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Progress of a migration: on a terminal one line that is written over, elsewhere a line every few seconds. */
final class ProgressLine implements MigrationProgress {
    private static final long SECOND = 1_000_000_000;
    private static final long ON_TERMINAL = SECOND / 10;
    private static final long ELSEWHERE = 5 * SECOND;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private @Nullable Step step;
    private long begun;
    private long shownAt;
    private String latest = "";
    private String shown = "";

    ProgressLine(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    @Override
    public void at(Step now, long done, long total) {
        long time = nanos.getAsLong();
        if (now != step || done == 0) {
            endStep();
            step = now;
            begun = time;
            shownAt = time;
        }
        latest = text(now, done, total, time - begun);
        if (time - shownAt >= (terminal ? ON_TERMINAL : ELSEWHERE)) {
            shownAt = time;
            show();
        }
    }

    private static String text(MigrationProgress.Step step, long done, long total, long elapsed) {
        String name = step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String text = String.format(Locale.ROOT, "%s: %,d of %,d", name, done, total);
        if (done == 0 || elapsed < SECOND) {
            return text;
        }
        double perNano = (double) done / elapsed;
        long left = Math.round((total - done) / perNano / SECOND);
        return text + String.format(Locale.ROOT, ", %,.0f a second, %s left", perNano * SECOND, duration(left));
    }

    private static String duration(long seconds) {
        return seconds < 60
                ? seconds + " s"
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private void show() {
        if (terminal) {
            // Blanks cover what was longer before.
            out.print("\r" + latest + " ".repeat(Math.max(0, shown.length() - latest.length())));
            out.flush();
        } else {
            out.println(latest);
        }
        shown = latest;
    }

    private void endStep() {
        if (!latest.equals(shown)) {
            show();
        }
        if (terminal && !shown.isEmpty()) {
            out.println();
        }
        latest = "";
        shown = "";
    }

    /** After which nothing is pending. */
    void end() {
        endStep();
    }
}

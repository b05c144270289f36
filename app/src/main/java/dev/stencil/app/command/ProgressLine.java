package dev.stencil.app.command;

import dev.stencil.adapter.mongo.migration.MigrationProgress;
import dev.stencil.adapter.mongo.migration.MigrationProgress.Step;
import dev.stencil.app.moving.MoveProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a long command: on a terminal one line that is written over, elsewhere a line every few seconds. May be
 * told by several threads.
 */
final class ProgressLine implements MigrationProgress, MoveProgress {
    private static final long SECOND = 1_000_000_000;
    private static final long ON_TERMINAL = SECOND / 10;
    private static final long ELSEWHERE = 5 * SECOND;

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private @Nullable Step step;
    private long begun;
    private long shownAt;
    private String latest = "";
    private String shown = "";

    ProgressLine(PrintWriter out) {
        this(out, Terminal.console().isPresent(), System::nanoTime);
    }

    ProgressLine(PrintWriter out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.shownAt = begun;
    }

    @Override
    public synchronized void at(Step now, long done, long total) {
        long time = nanos.getAsLong();
        if (now != step || done == 0) {
            endStep();
            step = now;
            begun = time;
            shownAt = time;
        }
        latest = text(now, done, total, time - begun);
        if (isDue(time)) {
            show();
        }
    }

    @Override
    public void at(long done, double part) {
        at(done, plural(done, "line"), part);
    }

    /** @param of what is counted */
    synchronized void at(long done, String of, double part) {
        long time = nanos.getAsLong();
        if (isDue(time)) {
            latest = String.format(Locale.ROOT, "%d %s, %d %%, %.0f a second", done, of,
                    (long) (100 * part), done * (double) SECOND / (time - begun));
            show();
        }
    }

    /** @param noun for one, whose plural has an s */
    static String plural(long number, String noun) {
        return number == 1 ? noun : noun + 's';
    }

    private boolean isDue(long time) {
        boolean due = time - shownAt >= (terminal ? ON_TERMINAL : ELSEWHERE);
        shownAt = due ? time : shownAt;
        return due;
    }

    private static String text(Step step, long done, long total, long elapsed) {
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
        } else {
            out.println(latest);
        }
        out.flush();
        shown = latest;
    }

    /** Ends a step, whose last line stays. */
    synchronized void endStep() {
        if (!latest.equals(shown)) {
            show();
        }
        if (terminal && !shown.isEmpty()) {
            out.println();
        }
        latest = "";
        shown = "";
    }

    /** Leaves the line to what comes. */
    synchronized void clear() {
        if (terminal && !shown.isEmpty()) {
            out.print("\r" + " ".repeat(shown.length()) + "\r");
            out.flush();
        }
        latest = "";
        shown = "";
    }

    @Override
    public synchronized void note(String note) {
        clear();
        out.println(note);
        out.flush();
    }
}

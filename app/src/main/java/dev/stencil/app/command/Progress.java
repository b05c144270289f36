package dev.stencil.app.command;

import dev.stencil.app.moving.MoveProgress;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Progress of an export or an import: on a terminal one line that is written over, elsewhere a line every few seconds. May be
 * told by several threads.
 */
final class Progress implements MoveProgress {
    private static final long TERMINAL_MILLIS = 200;
    private static final long PLAIN_MILLIS = 5_000;

    private final PrintWriter out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long shown = start;
    private String line = "";

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void at(long done, double part) {
        long now = System.nanoTime();
        if ((now - shown) / 1_000_000 < (terminal ? TERMINAL_MILLIS : PLAIN_MILLIS)) {
            return;
        }
        shown = now;
        double seconds = (now - start) / 1e9;
        line = String.format(Locale.ROOT, "%d %s, %d %%, %.0f a second", done, Plural.of(done, "line"),
                (long) (100 * part), done / seconds);
        out.print(terminal ? "\r" + line + "   " : line + System.lineSeparator());
        out.flush();
    }

    @Override
    public synchronized void note(String note) {
        end();
        out.println(note);
        out.flush();
    }

    /** Leaves the line to what comes. */
    synchronized void end() {
        if (terminal && !line.isEmpty()) {
            out.print("\r" + " ".repeat(line.length() + 3) + "\r");
            out.flush();
            line = "";
        }
    }
}

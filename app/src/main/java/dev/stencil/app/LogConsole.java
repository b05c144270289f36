package dev.stencil.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appender that writes lines to standard output on a thread of its own: output that nobody reads stops no request.
 * Lines without room are counted, and the counts are written once there is room again; a quarter of the room is kept
 * for the audit log. Of warnings and errors of one kind, at most ten a second are written, two if they have a stack
 * trace.
 */
public final class LogConsole extends ConsoleAppender<ILoggingEvent> {
    static final String AUDIT = "dev.stencil.audit";
    static final int ROOM = 2_048;

    private static final int KEPT_FOR_AUDIT = ROOM / 4;
    private static final int MOST_KINDS = 256;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(1);

    private final BlockingQueue<ILoggingEvent> waiting = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong lostOfAudit = new AtomicLong();
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Thread writer = Thread.ofPlatform().daemon().name("stencil-log").unstarted(this::write);

    /** What was written of lines that say the same thing, but for what they say it of. */
    private static final class Kind {
        private long since;
        private int said;
        private long unsaid;
    }

    /** Writes what waits, for at most a second; nothing is written after that. */
    static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    /** For commands: what they print is for whoever, or whatever, reads their output. */
    static void useStandardError() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root
                && root.getAppender("out") instanceof LogConsole console) {
            console.setOutputStream(ConsoleTarget.SystemErr.getStream());
        }
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean audit = event.getLoggerName().equals(AUDIT);
        if (!audit && event.getLevel().isGreaterOrEqual(Level.WARN) && isTooMuch(event)) {
            return;
        }
        event.prepareForDeferredProcessing();
        boolean hasRoom = audit || waiting.remainingCapacity() > KEPT_FOR_AUDIT;
        if (!hasRoom || !waiting.offer(event)) {
            (audit ? lostOfAudit : lost).incrementAndGet();
        }
    }

    private boolean isTooMuch(ILoggingEvent event) {
        boolean hasTrace = event.getThrowableProxy() != null;
        String name = event.getLoggerName() + ' ' + event.getMessage()
                + (hasTrace ? event.getThrowableProxy().getClassName() : "");
        long unsaid;
        synchronized (kinds) {
            if (kinds.size() >= MOST_KINDS && !kinds.containsKey(name)) {
                kinds.clear();
            }
            Kind kind = kinds.computeIfAbsent(name, any -> new Kind());
            long now = System.nanoTime();
            if (kind.said == 0 || now - kind.since >= SECOND) {
                kind.since = now;
                kind.said = 0;
            }
            if (kind.said >= (hasTrace ? 2 : 10)) {
                kind.unsaid++;
                return true;
            }
            kind.said++;
            unsaid = kind.unsaid;
            kind.unsaid = 0;
        }
        if (unsaid > 0) {
            append(note(unsaid + " lines like the next one were left out"));
        }
        return false;
    }

    private void write() {
        try {
            while (true) {
                write(waiting.take());
            }
        } catch (InterruptedException ending) {
            for (ILoggingEvent event = waiting.poll(); event != null; event = waiting.poll()) {
                write(event);
            }
        }
    }

    private void write(ILoggingEvent event) {
        try {
            tell(lost, "lines of the log were lost: standard output was not read");
            tell(lostOfAudit, "lines of the audit log were lost: standard output was not read");
            super.append(event);
        } catch (RuntimeException | Error e) {
            // Of a line that cannot be made, no line can be made.
            lost.incrementAndGet();
        }
    }

    private void tell(AtomicLong count, String what) {
        long untold = count.getAndSet(0);
        if (untold > 0) {
            super.append(note(untold + " " + what));
        }
    }

    private LoggingEvent note(String what) {
        LoggerContext context = (LoggerContext) getContext();
        return new LoggingEvent(
                LogConsole.class.getName(), context.getLogger(LogConsole.class), Level.WARN, what, null, null);
    }

    @Override
    public void stop() {
        writer.interrupt();
        try {
            if (writer.join(LONGEST_FLUSH)) {
                super.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

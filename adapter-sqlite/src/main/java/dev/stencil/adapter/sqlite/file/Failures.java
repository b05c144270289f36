package dev.stencil.adapter.sqlite.file;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/** Maps failures of SQLite to those of the core, and logs those that are damage. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** More lines would help nobody where a file is damaged all over. */
    private static final int MAX_REPORTED = 200;
    private static final Set<List<Id>> REPORTED = ConcurrentHashMap.newKeySet();

    private Failures() {}

    /** Our own mistakes stay what they are; everything else is the disk, the file or the load. */
    public static RuntimeException of(SQLException e) {
        return switch (code(e)) {
            case SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_TOOBIG ->
                new IllegalStateException("SQLite refuses a statement", e);
            case SQLITE_CORRUPT, SQLITE_NOTADB -> Failure.Unavailable.damaged("what is stored is damaged", e);
            default -> unavailable("SQLite cannot do it", e);
        };
    }

    /** For those whose write was made and then lost, with others or alone. */
    public static Failure.Unavailable notCommitted(@Nullable Throwable cause) {
        return cause instanceof SQLException e && of(e) instanceof Failure.Unavailable failure && failure.isDamage()
                ? failure
                : unavailable("a write was not committed", cause);
    }

    /** Whether it is no matter of trying again: a part of the file cannot be understood. */
    public static boolean isDamage(Throwable e) {
        return e instanceof SQLException sql
                && (code(sql) == SQLiteErrorCode.SQLITE_CORRUPT || code(sql) == SQLiteErrorCode.SQLITE_NOTADB);
    }

    public static Failure.Unavailable unavailable(String what, @Nullable Throwable cause) {
        return new Failure.Unavailable(RETRY_AFTER, what, cause);
    }

    /** The primary code: what the driver knows more precisely is in the low byte of that. */
    public static SQLiteErrorCode code(SQLException e) {
        return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    }

    /**
     * Logs damage of the database: one line for each row, however often it is read.
     *
     * @param parameters of the statement; only the ids among them are logged
     */
    static void logDamage(Throwable failure, String sql, @Nullable Object... parameters) {
        // A failure has come out of a row that was converted late.
        Throwable cause = failure instanceof Failure ? failure.getCause() : failure;
        // By a pragma a file is opened, and it is said there what is wrong with it.
        if (cause == null || !isDamage(cause) || sql.startsWith("PRAGMA")) {
            return;
        }
        List<Id> ids = Arrays.stream(parameters).filter(Id.class::isInstance).map(Id.class::cast).toList();
        if (REPORTED.size() < MAX_REPORTED && REPORTED.add(ids)) {
            LOG.error("The database is damaged where {} are looked for ({}): restore it from a backup. Everything else"
                    + " is served. The statement was: {}", ids, cause.getMessage(), sql.replaceAll("\\s+", " "));
        }
    }
}

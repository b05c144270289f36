package dev.stencil.adapter.sqlite.file;

import dev.stencil.core.domain.Failure;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** Maps failures of SQLite to those of the core. */
public final class Failures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

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
}

package dev.stencil.adapter.sqlite.file;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection to the database file, with its prepared statements. For one thread at a time. Every call leaves its
 * statement reset: nothing stays open that would hold back a checkpoint.
 */
public final class Handle implements AutoCloseable {
    /** How long to wait for another process, such as a backup or a shell, that locks the file. */
    private static final int BUSY_MILLIS = 2_000;

    /** How many pages are copied between two reports of progress. */
    private static final int COPIED_PAGES = 2_000;
    private static final int COPY_SLEEP_MILLIS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Handle.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** Something done with a connection, which it has finished with when it returns. */
    @FunctionalInterface
    public interface Work<T> {
        /** @throws Failure as an answer; what was written before is undone */
        T on(Handle database) throws SQLException;
    }

    /** Makes something of the rows of a result, or of the one that it stands at. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(ResultSet rows) throws SQLException;
    }

    private Handle(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a file that is there.
     *
     * @param options of the URI: {@code mode=rw}, {@code mode=ro} or {@code immutable=1}
     */
    public static Handle open(Path file, String options) throws SQLException {
        // A URI, since the driver would cut a plain path at its first question mark.
        return new Handle(config(!"mode=rw".equals(options))
                .createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath() + '?' + options));
    }

    /** Opens an empty database that is gone when it is closed. */
    static Handle openInMemory() throws SQLException {
        return new Handle(config(false).createConnection("jdbc:sqlite::memory:"));
    }

    private static SQLiteConfig config(boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        // Otherwise the driver asks for the row id after every write.
        config.setGetGeneratedKeys(false);
        return config;
    }

    /** Runs a script of any number of statements. */
    public void run(String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        }
    }

    /** @return the number of rows changed */
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        return execute(sql, PreparedStatement::executeUpdate, parameters);
    }

    public <T> T query(String sql, Reading<T> reading, @Nullable Object... parameters) throws SQLException {
        return execute(sql, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return reading.from(rows);
            }
        }, parameters);
    }

    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Execution<T> execution, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared(sql);
        try {
            bind(statement, parameters);
            return execution.of(statement);
        } catch (SQLException | RuntimeException | Error e) {
            failed(e, sql, parameters);
            throw e;
        }
    }

    /** After most errors the driver has given up the statement: it would fail for ever. */
    private void failed(Throwable failure, String sql, @Nullable Object... parameters) {
        PreparedStatement statement = statements.remove(sql);
        if (statement != null) {
            try {
                statement.close();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }
        Failures.logDamage(failure, sql, parameters);
    }

    public <T> Optional<T> first(String sql, Reading<T> row, @Nullable Object... parameters) throws SQLException {
        return query(sql, rows -> rows.next() ? Optional.of(row.from(rows)) : Optional.empty(), parameters);
    }

    public <T> List<T> list(String sql, Reading<T> row, @Nullable Object... parameters) throws SQLException {
        return query(sql, rows -> {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(row.from(rows));
            }
            return list;
        }, parameters);
    }

    /** Listener for the progress of a copy, in bytes. */
    @FunctionalInterface
    public interface Copying {
        void at(long done, long total);
    }

    /**
     * Copies the database as it is at one moment, whatever is written meanwhile.
     *
     * @param file is there and empty; its bytes are on the disk when this returns
     */
    public void copyTo(Path file, Copying progress) throws SQLException {
        long pageSize = number("PRAGMA page_size");
        run("BEGIN");
        try {
            // From its first read on a transaction sees one moment. Without one, each write would begin the copy anew.
            number("PRAGMA schema_version");
            int code = connection.unwrap(SQLiteConnection.class).getDatabase().backup(
                    "main",
                    file.toAbsolutePath().toString(),
                    (left, total) -> progress.at((total - left) * pageSize, total * pageSize),
                    COPY_SLEEP_MILLIS,
                    0,
                    COPIED_PAGES);
            if (code != 0) {
                throw new SQLiteException("the copy failed", SQLiteErrorCode.getErrorCode(code));
            }
        } finally {
            run("ROLLBACK");
        }
    }

    /** The single number that a pragma or a count gives. */
    public int number(String sql) throws SQLException {
        return first(sql, row -> row.getInt(1)).orElseThrow();
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, switch (parameters[i]) {
                case Id id -> id.hex();
                case SessionId id -> id.text();
                case Instant time -> time.toEpochMilli();
                case null, default -> parameters[i];
            });
        }
    }

    /** Never fails: nothing could be done about it, and what was committed is safe. */
    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            LOG.warn("SQLite does not close a connection properly", e);
        }
    }
}

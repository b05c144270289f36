package dev.stencil.bench.bare;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.SQLiteConfig;

/** Templates of one account in a file that Stencil made: its tables, its SQL, its settings, and nothing checked. */
final class SqliteTemplates {
    private static final int READERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 4, 8);
    private static final String COLUMNS = "SELECT id, version, created, updated, fingerprint IS NULL, content"
            + " FROM templates WHERE ";
    private static final String INSERT = """
            INSERT INTO templates (id, owner, fingerprint, key, version, created, updated, content)
            SELECT ?1, ?2, ?3, coalesce(?3, 'opaque:' || ?1), ?4, ?5, ?6, CAST(?7 AS TEXT)
            WHERE NOT EXISTS (SELECT 1 FROM templates WHERE owner = ?2 AND fingerprint = ?3)
            ON CONFLICT DO NOTHING""";
    private static final String HEAD = "SELECT owner, fingerprint, version, created FROM templates WHERE id = ?";
    private static final String EQUAL = """
            SELECT id FROM templates WHERE owner = ? AND fingerprint = ? ORDER BY created, id LIMIT 1""";
    private static final String REPLACE = """
            UPDATE templates SET key = CASE fingerprint WHEN ?1 THEN key ELSE ?1 END, fingerprint = ?1,
                version = version + 1, updated = ?2, content = CAST(?3 AS TEXT)
            WHERE id = ?4""";

    /**
     * Template as it is stored.
     *
     * @param created in milliseconds since 1970, like {@code updated}
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared with nothing: the bytes are passed on as they are.
    record Row(String id, long version, long created, long updated, byte[] content) {}

    /** Statements of a connection that reads, for one thread at a time. */
    private record Reader(PreparedStatement oldest, PreparedStatement byId) {}

    private final String owner;
    private final BlockingDeque<Reader> readers = new LinkedBlockingDeque<>();
    private final GroupCommit writer;
    private final PreparedStatement insert;
    private final PreparedStatement head;
    private final PreparedStatement equal;
    private final PreparedStatement replace;
    private final AtomicLong lastId = new AtomicLong(System.currentTimeMillis() << 20);

    SqliteTemplates(String file, String owner) throws SQLException {
        this.owner = owner;
        Connection connection = open(file, false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                    + "PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 33554432;"
                    + "PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;");
        }
        this.insert = connection.prepareStatement(INSERT);
        this.head = connection.prepareStatement(HEAD);
        this.equal = connection.prepareStatement(EQUAL);
        this.replace = connection.prepareStatement(REPLACE);
        this.writer = new GroupCommit(connection);
        for (int i = 0; i < READERS; i++) {
            Connection reader = open(file, true);
            readers.add(new Reader(
                    reader.prepareStatement(COLUMNS + "owner = ? AND (created, id) > (?, ?) ORDER BY created, id"),
                    reader.prepareStatement(COLUMNS + "owner = ? AND id = ?")));
        }
    }

    private static Connection open(String file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(2_000);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setGetGeneratedKeys(false);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    List<Row> oldest(int limit) throws SQLException, InterruptedException {
        Reader reader = readers.takeFirst();
        try {
            reader.oldest.setLong(2, Long.MIN_VALUE);
            reader.oldest.setString(3, "");
            return rows(reader.oldest, limit);
        } finally {
            readers.addFirst(reader);
        }
    }

    Row find(String id) throws SQLException, InterruptedException {
        Reader reader = readers.takeFirst();
        try {
            reader.byId.setString(2, id);
            return rows(reader.byId, 1).getFirst();
        } finally {
            readers.addFirst(reader);
        }
    }

    private List<Row> rows(PreparedStatement query, int limit) throws SQLException {
        query.setString(1, owner);
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (rows.size() < limit && row.next()) {
                rows.add(new Row(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBytes(6)));
            }
        }
        return rows;
    }

    /** Done when it is durable. */
    CompletableFuture<Row> insert(byte[] content) throws InterruptedException {
        String fingerprint = fingerprint(content);
        long now = System.currentTimeMillis();
        // 24 hexadecimal digits that grow, as Stencil's ids do.
        String id = HexFormat.of().toHexDigits(now / 1000, 8) + HexFormat.of().toHexDigits(lastId.incrementAndGet());
        return writer.submit(() -> {
            insert.setString(1, id);
            insert.setString(2, owner);
            insert.setString(3, fingerprint);
            insert.setLong(4, 1);
            insert.setLong(5, now);
            insert.setLong(6, now);
            insert.setBytes(7, content);
            require(insert.executeUpdate() == 1);
            return new Row(id, 1, now, now, content);
        });
    }

    /** Returns when it is durable. */
    Row replace(String id, byte[] content) throws Exception {
        String fingerprint = fingerprint(content);
        return writer.submit(() -> replaceNow(id, content, fingerprint)).get();
    }

    private Row replaceNow(String id, byte[] content, String fingerprint) throws SQLException {
        head.setString(1, id);
        try (ResultSet row = head.executeQuery()) {
            require(row.next() && owner.equals(row.getString(1)));
            if (!fingerprint.equals(row.getString(2))) {
                equal.setString(1, owner);
                equal.setString(2, fingerprint);
                try (ResultSet other = equal.executeQuery()) {
                    require(!other.next());
                }
            }
            long now = System.currentTimeMillis();
            Row replaced = new Row(id, row.getLong(3) + 1, row.getLong(4), now, content);
            replace.setString(1, fingerprint);
            replace.setLong(2, now);
            replace.setBytes(3, content);
            replace.setString(4, id);
            replace.executeUpdate();
            return replaced;
        }
    }

    private static void require(boolean expected) throws SQLException {
        if (!expected) {
            throw new SQLException("what is stored is not as it should be");
        }
    }

    /** What the unique index is about; of the text as it came, neither parsed nor sorted, as Stencil has to. */
    private static String fingerprint(byte[] content) {
        try {
            return "1:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

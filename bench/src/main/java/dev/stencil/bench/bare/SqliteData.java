package dev.stencil.bench.bare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The tables of Stencil, with the settings of its connections and the SQL of its repository. */
final class SqliteData implements Data {
    private static final int READERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 4, 8);
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

    private final String owner;
    private final BlockingDeque<SqliteReader> readers = new LinkedBlockingDeque<>();
    private final GroupCommit writer;
    private final PreparedStatement insert;
    private final PreparedStatement head;
    private final PreparedStatement equal;
    private final PreparedStatement replace;
    private final Ids ids = new Ids();

    SqliteData(String file, String owner) throws SQLException {
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
            readers.add(new SqliteReader(open(file, true)));
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

    @Override
    public List<Row> oldest(int limit) throws Exception {
        SqliteReader reader = readers.takeFirst();
        try {
            return reader.oldest(owner, limit);
        } finally {
            readers.addFirst(reader);
        }
    }

    @Override
    public Optional<Row> find(String id) throws Exception {
        SqliteReader reader = readers.takeFirst();
        try {
            return reader.find(owner, id);
        } finally {
            readers.addFirst(reader);
        }
    }

    @Override
    public CompletionStage<Row> insert(byte[] content) throws Exception {
        String fingerprint = Fingerprints.of(content);
        long now = System.currentTimeMillis();
        Row row = new Row(ids.next(), 1, now, now, () -> content);
        return writer.submit(() -> {
            insert.setString(1, row.id());
            insert.setString(2, owner);
            insert.setString(3, fingerprint);
            insert.setLong(4, row.version());
            insert.setLong(5, now);
            insert.setLong(6, now);
            insert.setBytes(7, content);
            if (insert.executeUpdate() == 0) {
                throw new SQLException("it is there already");
            }
            return row;
        });
    }

    @Override
    public Optional<Row> replace(String id, @Nullable Long version, byte[] content) throws Exception {
        String fingerprint = Fingerprints.of(content);
        return writer.submit(() -> replaceNow(id, version, content, fingerprint)).get();
    }

    private Optional<Row> replaceNow(String id, @Nullable Long version, byte[] content, String fingerprint)
            throws SQLException {
        head.setString(1, id);
        long current;
        long created;
        boolean same;
        try (ResultSet row = head.executeQuery()) {
            if (!row.next() || !owner.equals(row.getString(1))) {
                return Optional.empty();
            }
            same = fingerprint.equals(row.getString(2));
            current = row.getLong(3);
            created = row.getLong(4);
        }
        if ((version != null && version != current) || (!same && isThere(fingerprint))) {
            return Optional.empty();
        }
        long now = System.currentTimeMillis();
        replace.setString(1, fingerprint);
        replace.setLong(2, now);
        replace.setBytes(3, content);
        replace.setString(4, id);
        replace.executeUpdate();
        return Optional.of(new Row(id, current + 1, created, now, () -> content));
    }

    private boolean isThere(String fingerprint) throws SQLException {
        equal.setString(1, owner);
        equal.setString(2, fingerprint);
        try (ResultSet row = equal.executeQuery()) {
            return row.next();
        }
    }
}

package dev.stencil.bench.bare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection that reads. For one thread at a time. */
final class SqliteReader {
    private static final String COLUMNS = "SELECT id, version, created, updated, fingerprint IS NULL, content"
            + " FROM templates WHERE ";

    private final PreparedStatement oldest;
    private final PreparedStatement byId;

    SqliteReader(Connection connection) throws SQLException {
        this.oldest = connection.prepareStatement(
                COLUMNS + "owner = ? AND (created, id) > (?, ?) ORDER BY created, id");
        this.byId = connection.prepareStatement(COLUMNS + "id = ? AND owner = ?");
    }

    List<Row> oldest(String owner, int limit) throws SQLException {
        oldest.setString(1, owner);
        oldest.setLong(2, Long.MIN_VALUE);
        oldest.setString(3, "");
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = oldest.executeQuery()) {
            while (rows.size() < limit && result.next()) {
                rows.add(row(result));
            }
        }
        return rows;
    }

    Optional<Row> find(String owner, String id) throws SQLException {
        byId.setString(1, id);
        byId.setString(2, owner);
        try (ResultSet result = byId.executeQuery()) {
            return result.next() ? Optional.of(row(result)) : Optional.empty();
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        byte[] content = row.getBytes(6);
        return new Row(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), () -> content);
    }
}

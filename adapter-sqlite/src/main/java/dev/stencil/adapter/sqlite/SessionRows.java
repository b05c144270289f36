package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshState.Rotation;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Content;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Mapping of rows to sessions. */
final class SessionRows {
    /** The columns that {@link #session} reads. */
    static final String COLUMNS = """
            id, epoch, address, user_agent, family_hash, current_hash, rotations, created, last_used, expires""";

    private SessionRows() {}

    static Session session(ResultSet row, Id user) throws SQLException {
        return new Session(
                new SessionId(row.getString(1)),
                user,
                row.getLong(2),
                new Client(row.getString(3), row.getString(4)),
                new RefreshState(row.getString(5), row.getString(6), rotations(row.getBytes(7))),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)));
    }

    static String text(List<Rotation> rotations) {
        List<Object> all = rotations.stream()
                .<Object>map(rotation -> List.of(
                        rotation.presentedHash(), rotation.salt(), rotation.at().toEpochMilli()))
                .toList();
        return new String(Content.stored(all).json(), StandardCharsets.UTF_8);
    }

    private static List<Rotation> rotations(byte[] json) {
        List<?> all = (List<?>) Objects.requireNonNull(JsonText.read(json));
        return all.stream().map(each -> rotation((List<?>) each)).toList();
    }

    private static Rotation rotation(List<?> parts) {
        return new Rotation(
                (String) parts.get(0), (String) parts.get(1), Instant.ofEpochMilli((Long) parts.get(2)));
    }
}

package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshState.Rotation;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.SessionRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record SqliteSessionRepository(Writes writer, Readers readers) implements SessionRepository {
    private static final String COLUMNS = """
            id, epoch, address, user_agent, family_hash, current_hash, rotations, created, last_used, expires""";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM sessions WHERE ";
    private static final String INSERT = "INSERT INTO sessions (user, " + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    static final String FIND = SELECT + "user = ? AND id = ?";
    static final String LIST = SELECT + "user = ? ORDER BY id DESC LIMIT ?";
    static final String REFRESH = """
            UPDATE sessions SET current_hash = ?, rotations = ?, last_used = ?, expires = ?
            WHERE user = ? AND id = ? AND current_hash = ?""";
    static final String TOUCH = """
            UPDATE sessions SET last_used = ?1, expires = ?2 WHERE user = ?3 AND id = ?4 AND last_used < ?1""";
    static final String REMOVE = "DELETE FROM sessions WHERE user = ? AND id = ?";
    static final String LATEST_TO_GO = "SELECT id FROM sessions WHERE user = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2";
    static final String REMOVE_ALL_BUT = "DELETE FROM sessions WHERE user = ?1 AND id <= (" + LATEST_TO_GO + ")";
    static final String REMOVE_EARLIER = "DELETE FROM sessions WHERE user = ? AND epoch < ? AND id <> ?";
    static final String REMOVE_ALL = """
            DELETE FROM sessions WHERE user = ?1 AND id IN (SELECT id FROM sessions WHERE user = ?1 LIMIT ?2)""";
    static final String FORGET_ALL = """
            DELETE FROM revoked_tokens WHERE user = ?1
            AND token IN (SELECT token FROM revoked_tokens WHERE user = ?1 LIMIT ?2)""";
    static final String REMOVE_EXPIRED = """
            DELETE FROM sessions
            WHERE (user, id) IN (SELECT user, id FROM sessions WHERE expires <= ? LIMIT ?)""";
    static final String FORGET_EXPIRED = """
            DELETE FROM revoked_tokens
            WHERE (user, token) IN (SELECT user, token FROM revoked_tokens WHERE expires <= ? LIMIT ?)""";
    static final String REVOKE =
            "INSERT INTO revoked_tokens (user, token, expires) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    static final String IS_REVOKED = "SELECT 1 FROM revoked_tokens WHERE user = ? AND token = ?";

    @Override
    public void add(Session session) {
        RefreshState refresh = session.refresh();
        writer.update(
                INSERT,
                session.user(), session.id(), session.epoch(),
                session.client().address(), session.client().userAgent(),
                refresh.familyHash(), refresh.currentHash(), text(refresh.rotations()),
                session.created(), session.lastUsed(), session.expires());
    }

    private static String text(List<Rotation> rotations) {
        return JsonText.write(rotations.stream()
                .map(rotation -> List.of(rotation.presentedHash(), rotation.salt(), rotation.at().toEpochMilli()))
                .toList());
    }

    @Override
    public Optional<Session> find(Id user, SessionId id) {
        return readers.first(FIND, row -> session(row, user), user, id);
    }

    @Override
    public List<Session> list(Id user, int limit) {
        return readers.list(LIST, row -> session(row, user), user, limit);
    }

    private static Session session(ResultSet row, Id user) throws SQLException {
        return new Session(
                new SessionId(row.getString(1)),
                user,
                row.getLong(2),
                new Client(row.getString(3), row.getString(4)),
                new RefreshState(row.getString(5), row.getString(6), rotations(row.getString(7))),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)));
    }

    private static List<Rotation> rotations(String json) {
        return JsonText.readList(json).stream().map(List.class::cast).map(SqliteSessionRepository::rotation).toList();
    }

    private static Rotation rotation(List<?> parts) {
        return new Rotation(
                (String) parts.get(0), (String) parts.get(1), Instant.ofEpochMilli((Long) parts.get(2)));
    }

    @Override
    public boolean refresh(Session expected, Session refreshed) {
        return writer.update(
                REFRESH,
                refreshed.refresh().currentHash(), text(refreshed.refresh().rotations()),
                refreshed.lastUsed(), refreshed.expires(),
                expected.user(), expected.id(), expected.refresh().currentHash()) > 0;
    }

    @Override
    public void touch(Id user, SessionId id, Instant used, Instant expires) {
        writer.update(TOUCH, used, expires, user, id);
    }

    @Override
    public boolean remove(Id user, SessionId id) {
        return writer.update(REMOVE, user, id) > 0;
    }

    /** Asks before it writes: nothing is to be removed at most sign-ins, and a write waits for the disk. */
    @Override
    public void removeAllBut(Id user, int keep) {
        if (readers.first(LATEST_TO_GO, row -> true, user, keep).isPresent()) {
            writer.update(REMOVE_ALL_BUT, user, keep);
        }
    }

    @Override
    public void removeEarlier(Id user, long epoch, Optional<SessionId> survivor) {
        writer.update(REMOVE_EARLIER, user, epoch, survivor.map(SessionId::text).orElse(""));
    }

    @Override
    public int removeAll(Id user, int atMost) {
        return remove(REMOVE_ALL, FORGET_ALL, user, atMost);
    }

    @Override
    public int removeExpired(Instant now, int atMost) {
        return remove(REMOVE_EXPIRED, FORGET_EXPIRED, now, atMost);
    }

    private int remove(String sessions, String tokens, Object parameter, int atMost) {
        return writer.write(database -> {
            int removed = database.update(sessions, parameter, atMost);
            return removed + database.update(tokens, parameter, atMost - removed);
        });
    }

    @Override
    public void revoke(Id user, SessionId token, Instant expires) {
        writer.update(REVOKE, user, token, expires);
    }

    @Override
    public boolean isRevoked(Id user, SessionId token) {
        return readers.first(IS_REVOKED, row -> true, user, token).isPresent();
    }
}

package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.SessionRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class SqliteSessionRepository implements SessionRepository {
    private static final String SELECT = "SELECT " + SessionRows.COLUMNS + " FROM sessions WHERE ";
    private static final String INSERT = """
            INSERT INTO sessions (user, id, epoch, address, user_agent, family_hash, current_hash, rotations, created,
                last_used, expires)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";
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

    private final Writes writer;
    private final Readers readers;

    SqliteSessionRepository(Writes writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public void add(Session session) {
        String rotations = SessionRows.text(session.refresh().rotations());
        writer.write(database -> database.update(
                INSERT,
                session.user(),
                session.id().text(),
                session.epoch(),
                session.client().address(),
                session.client().userAgent(),
                session.refresh().familyHash(),
                session.refresh().currentHash(),
                rotations,
                session.created().toEpochMilli(),
                session.lastUsed().toEpochMilli(),
                session.expires().toEpochMilli()));
    }

    @Override
    public Optional<Session> find(Id user, SessionId id) {
        return readers.read(
                database -> database.first(FIND, row -> SessionRows.session(row, user), user, id.text()));
    }

    @Override
    public List<Session> list(Id user, int limit) {
        return readers.read(database -> database.query(
                LIST,
                rows -> {
                    List<Session> sessions = new ArrayList<>();
                    new Rows<>(rows, row -> SessionRows.session(row, user)).forEachRemaining(sessions::add);
                    return sessions;
                },
                user,
                limit));
    }

    @Override
    public boolean refresh(Session expected, Session refreshed) {
        String rotations = SessionRows.text(refreshed.refresh().rotations());
        return writer.write(database -> database.update(
                REFRESH,
                refreshed.refresh().currentHash(),
                rotations,
                refreshed.lastUsed().toEpochMilli(),
                refreshed.expires().toEpochMilli(),
                expected.user(),
                expected.id().text(),
                expected.refresh().currentHash())) > 0;
    }

    @Override
    public void touch(Id user, SessionId id, Instant used, Instant expires) {
        writer.write(database -> database.update(
                TOUCH, used.toEpochMilli(), expires.toEpochMilli(), user, id.text()));
    }

    @Override
    public boolean remove(Id user, SessionId id) {
        return writer.write(database -> database.update(REMOVE, user, id.text())) > 0;
    }

    /** Asks before it writes: nothing is to be removed at most sign-ins, and a write waits for the disk. */
    @Override
    public void removeAllBut(Id user, int keep) {
        if (readers.read(database -> database.first(LATEST_TO_GO, row -> true, user, keep)).isPresent()) {
            writer.write(database -> database.update(REMOVE_ALL_BUT, user, keep));
        }
    }

    @Override
    public void removeEarlier(Id user, long epoch, Optional<SessionId> survivor) {
        String spared = survivor.map(SessionId::text).orElse("");
        writer.write(database -> database.update(REMOVE_EARLIER, user, epoch, spared));
    }

    @Override
    public int removeAll(Id user, int atMost) {
        return writer.write(database -> {
            int removed = database.update(REMOVE_ALL, user, atMost);
            return removed + database.update(FORGET_ALL, user, atMost - removed);
        });
    }

    @Override
    public int removeExpired(Instant now, int atMost) {
        return writer.write(database -> {
            int removed = database.update(REMOVE_EXPIRED, now.toEpochMilli(), atMost);
            return removed + database.update(FORGET_EXPIRED, now.toEpochMilli(), atMost - removed);
        });
    }

    @Override
    public void revoke(Id user, SessionId token, Instant expires) {
        writer.write(database -> database.update(REVOKE, user, token.text(), expires.toEpochMilli()));
    }

    @Override
    public boolean isRevoked(Id user, SessionId token) {
        return readers.read(database -> database.first(IS_REVOKED, row -> true, user, token.text())).isPresent();
    }
}

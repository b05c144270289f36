package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.port.UserRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class SqliteUserRepository implements UserRepository {
    /** The columns that {@link #fromRow} reads. */
    static final String COLUMNS =
            "id, name, password_hash, created, updated, active, epoch, survivor, revoked_until";

    /** Takes what {@link #values} gives. */
    static final String INSERT = "INSERT INTO users (" + COLUMNS + ", key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String REPLACE = """
            UPDATE users SET password_hash = ?, updated = ?, active = ?, epoch = ?, survivor = ?, revoked_until = ?
            WHERE id = ? AND password_hash = ? AND active = ? AND epoch = ? AND survivor IS ? AND revoked_until = ?""";
    static final String CLOSED = "SELECT " + COLUMNS + " FROM users WHERE active = 0 LIMIT ?";
    static final String BURY = """
            INSERT INTO tombstones (user, deleted) SELECT id, ?1 FROM users WHERE id = ?2 AND active = 0
            ON CONFLICT DO UPDATE SET deleted = excluded.deleted""";
    static final String DELETE = "DELETE FROM users WHERE id = ? AND active = 0";
    static final String TOMBSTONES = "SELECT user, deleted FROM tombstones WHERE deleted <= ? ORDER BY deleted LIMIT ?";
    static final String REMOVE_TOMBSTONE = "DELETE FROM tombstones WHERE user = ?";

    static final String BY_ID = "SELECT " + COLUMNS + " FROM users WHERE id = ?";
    static final String SHARING = "SELECT " + COLUMNS + ", key FROM users WHERE key >= ? AND key < ? ORDER BY key";

    private final Writer writer;
    private final Readers readers;

    SqliteUserRepository(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public void add(User user) {
        writer.write(database -> insert(database, user));
    }

    /** No other write comes between look-up and insertion: there is one writer. */
    private static boolean insert(Handle database, User user) throws SQLException {
        if (byId(database, user.id()).isPresent()) {
            return false;
        }
        List<Named> sharing = sharing(database, user.name());
        if (!sharing.isEmpty()) {
            throw new Failure.Conflict(sharing.getFirst().user().id());
        }
        database.update(INSERT, values(user, user.name().key()));
        return true;
    }

    @Override
    public Optional<User> find(UserName name) {
        List<Named> sharing = readers.read(database -> sharing(database, name));
        return sharing.stream()
                .filter(named -> named.user().name().equals(name))
                .findFirst()
                .or(() -> sharing.stream().filter(Named::holdsKey).findFirst())
                .map(Named::user);
    }

    @Override
    public Optional<User> find(Id id) {
        return readers.read(database -> byId(database, id));
    }

    private static Optional<User> byId(Handle database, Id id) throws SQLException {
        return database.first(BY_ID, SqliteUserRepository::fromRow, id);
    }

    /** An account whose name has a certain key. Of several, adopted ones, a single one holds it. */
    private record Named(boolean holdsKey, User user) {}

    /** Those whose name has the key of {@code name}, the holder first. */
    private static List<Named> sharing(Handle database, UserName name) throws SQLException {
        String key = name.key();
        return database.query(
                SHARING,
                rows -> {
                    List<Named> sharing = new ArrayList<>(1);
                    while (rows.next()) {
                        Named named = new Named(key.equals(rows.getString("key")), fromRow(rows));
                        // An adopted name may itself have NUL after something that is another's key.
                        if (named.holdsKey() || named.user().name().key().equals(key)) {
                            sharing.add(named);
                        }
                    }
                    return sharing;
                },
                key,
                key + '\u0001');
    }

    @Override
    public boolean replace(User expected, User replacement) {
        Access before = expected.access();
        Access after = replacement.access();
        return writer.write(database -> database.update(
                REPLACE,
                replacement.passwordHash(),
                replacement.updated().toEpochMilli(),
                !after.isClosed(),
                after.epoch(),
                survivor(after),
                after.revokedUntil().getEpochSecond(),
                expected.id(),
                expected.passwordHash(),
                !before.isClosed(),
                before.epoch(),
                survivor(before),
                before.revokedUntil().getEpochSecond())) > 0;
    }

    @Override
    public UserPage page(UserFilter filter, @Nullable String after, int limit) {
        throw new UnsupportedOperationException("this storage has no list of accounts yet");
    }

    @Override
    public List<User> closed(int limit) {
        return readers.read(database -> database.query(
                CLOSED, rows -> listed(new Rows<>(rows, SqliteUserRepository::fromRow)), limit));
    }

    /** In one transaction, so that the tombstone and the account are never both there. */
    @Override
    public void delete(User closed, Instant now) {
        writer.write(database -> {
            database.update(BURY, now.toEpochMilli(), closed.id());
            return database.update(DELETE, closed.id());
        });
    }

    @Override
    public List<Tombstone> tombstones(Instant left, int limit) {
        return readers.read(database -> database.query(
                TOMBSTONES,
                rows -> listed(new Rows<>(
                        rows, row -> new Tombstone(new Id(row.getString(1)), Instant.ofEpochMilli(row.getLong(2))))),
                left.toEpochMilli(),
                limit));
    }

    private static <T> List<T> listed(Iterator<T> rows) {
        List<T> list = new ArrayList<>();
        rows.forEachRemaining(list::add);
        return list;
    }

    @Override
    public void removeTombstone(Id user) {
        writer.write(database -> database.update(REMOVE_TOMBSTONE, user));
    }

    static @Nullable Object[] values(User user, String key) {
        return new @Nullable Object[]{
                user.id(),
                user.name().text(),
                user.passwordHash(),
                user.created().toEpochMilli(),
                user.updated().toEpochMilli(),
                !user.access().isClosed(),
                user.access().epoch(),
                survivor(user.access()),
                user.access().revokedUntil().getEpochSecond(),
                key
        };
    }

    private static @Nullable String survivor(Access access) {
        return access.survivor().map(SessionId::text).orElse(null);
    }

    static User fromRow(ResultSet row) throws SQLException {
        return new User(
                new Id(row.getString(1)),
                new UserName(row.getString(2)),
                row.getString(3),
                new Access(
                        row.getBoolean(6) ? AccountState.ACTIVE : AccountState.DELETING,
                        row.getLong(7),
                        Optional.ofNullable(row.getString(8)).map(SessionId::new),
                        Instant.ofEpochSecond(row.getLong(9))),
                Roles.NONE,
                Optional.empty(),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)));
    }
}

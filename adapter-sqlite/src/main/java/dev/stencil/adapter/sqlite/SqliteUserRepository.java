package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.UserRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class SqliteUserRepository implements UserRepository {
    /** What {@link #fromRow} reads. */
    static final String COLUMNS = "id, name, password_hash, created, updated";

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
        database.update(
                "INSERT INTO users (key, id, name, password_hash, created, updated) VALUES (?, ?, ?, ?, ?, ?)",
                user.name().key(),
                user.id().hex(),
                user.name().text(),
                user.passwordHash(),
                user.created().toEpochMilli(),
                user.updated().toEpochMilli());
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
        return database.first(
                "SELECT " + COLUMNS + " FROM users WHERE id = ?", SqliteUserRepository::fromRow, id.hex());
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
    public boolean replacePasswordHash(Id user, String expected, String replacement, Instant now) {
        return writer.write(database -> database.update(
                "UPDATE users SET password_hash = ?, updated = ? WHERE id = ? AND password_hash = ?",
                replacement,
                now.toEpochMilli(),
                user.hex(),
                expected)) > 0;
    }

    static User fromRow(ResultSet row) throws SQLException {
        return new User(
                new Id(row.getString(1)),
                new UserName(row.getString(2)),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)));
    }
}

package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.port.UserRepository;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record SqliteUserRepository(Writes writer, Readers readers) implements UserRepository {
    /** Takes what {@link UserRows#values} gives. */
    static final String INSERT = "INSERT INTO users (" + UserRows.COLUMNS
            + ", key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String REPLACE = "UPDATE users SET (" + UserRows.CHANGING + ") = " + UserRows.OF_CHANGING
            + ", updated = ? WHERE id = ? AND (" + UserRows.CHANGING + ") IS " + UserRows.OF_CHANGING;
    static final String CLOSED = "SELECT " + UserRows.COLUMNS + " FROM users WHERE active = 0 LIMIT ?";
    static final String BURY = """
            INSERT INTO tombstones (user, deleted) SELECT id, ?1 FROM users WHERE id = ?2 AND active = 0
            ON CONFLICT DO UPDATE SET deleted = excluded.deleted""";
    static final String DELETE = "DELETE FROM users WHERE id = ? AND active = 0";
    static final String TOMBSTONES = "SELECT user, deleted FROM tombstones WHERE deleted <= ? ORDER BY deleted LIMIT ?";
    static final String REMOVE_TOMBSTONE = "DELETE FROM tombstones WHERE user = ?";

    static final String BY_ID = "SELECT " + UserRows.COLUMNS + " FROM users WHERE id = ?";
    static final String SHARING =
            "SELECT " + UserRows.COLUMNS + ", key FROM users WHERE key >= ? AND key < ? ORDER BY key";

    private static final String OF_STATE =
            "SELECT " + UserRows.COLUMNS + ", key FROM users WHERE active = ? AND disabled = ? AND key >= ?";
    private static final String OF_ROLE = "SELECT " + UserRows.COLUMNS + """
            , listed.key AS key
            FROM (SELECT key, user FROM roles WHERE role = ? AND active = ? AND disabled = ? AND key >= ?) AS listed
            CROSS JOIN users ON id = user""";
    /** Two halves, each in the order of an index, which are merged. */
    static final String LIST = OF_STATE + " UNION ALL " + OF_STATE + " ORDER BY key";
    static final String LIST_OF_ROLE = OF_ROLE + " UNION ALL " + OF_ROLE + " ORDER BY key";

    /** No other write comes between look-up and insertion: there is one writer. */
    @Override
    public void add(User user) {
        writer.write(database -> {
            if (database.first(BY_ID, UserRows::user, user.id()).isPresent()) {
                return 0;
            }
            List<Named> sharing = sharing(database, user.name());
            if (!sharing.isEmpty()) {
                throw new Failure.Conflict(sharing.getFirst().user().id());
            }
            return database.update(INSERT, UserRows.values(user, user.name().key()));
        });
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
        return readers.first(BY_ID, UserRows::user, id);
    }

    /** An account whose name has a certain key. Of several, adopted ones, a single one holds it. */
    private record Named(boolean holdsKey, User user) {}

    /** Those whose name has the key of {@code name}, the holder first. */
    private static List<Named> sharing(Handle database, UserName name) throws SQLException {
        String key = name.key();
        List<Named> found = database.list(
                SHARING,
                row -> new Named(key.equals(row.getString("key")), UserRows.user(row)),
                key,
                key + '\u0001');
        // An adopted name may itself have NUL after something that is another's key.
        found.removeIf(named -> !named.holdsKey() && !named.user().name().key().equals(key));
        return found;
    }

    @Override
    public boolean replace(User expected, User replacement) {
        List<Object> self = List.of(replacement.updated(), expected.id());
        @Nullable
        Object[] values = Stream.of(UserRows.changing(replacement), self, UserRows.changing(expected))
                .flatMap(List::stream)
                .toArray();
        return writer.update(REPLACE, values) > 0;
    }

    @Override
    public UserPage page(UserFilter filter, @Nullable String after, int limit) {
        String from = after == null ? filter.keyPrefix() : after + '\0';
        List<Object> values = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            filter.role().ifPresent(values::add);
            values.addAll(state(filter, half));
            values.add(from);
        }
        return readers.page(
                filter.role().isPresent() ? LIST_OF_ROLE : LIST,
                row -> new UserPage.Keyed(row.getString("key"), UserRows.user(row)),
                rows -> UserPage.of(rows, filter, limit),
                values.toArray());
    }

    /**
     * Values of {@code active} and {@code disabled} in a half of a list; the second half of a single state is empty.
     */
    private static List<Integer> state(UserFilter filter, int half) {
        if (filter.state().isEmpty()) {
            return List.of(1, half);
        }
        return switch (filter.state().get()) {
            case ACTIVE -> List.of(1, -half);
            case DISABLED -> List.of(1, 1 + half);
            case DELETING -> List.of(0, -half);
        };
    }

    @Override
    public List<User> closed(int limit) {
        return readers.list(CLOSED, UserRows::user, limit);
    }

    /** In one transaction, so that the tombstone and the account are never both there. */
    @Override
    public void delete(User closed, Instant now) {
        writer.write(database -> {
            database.update(BURY, now, closed.id());
            return database.update(DELETE, closed.id());
        });
    }

    @Override
    public List<Tombstone> tombstones(Instant left, int limit) {
        return readers.list(
                TOMBSTONES,
                row -> new Tombstone(new Id(row.getString(1)), Instant.ofEpochMilli(row.getLong(2))),
                left,
                limit);
    }

    @Override
    public void removeTombstone(Id user) {
        writer.update(REMOVE_TOMBSTONE, user);
    }
}

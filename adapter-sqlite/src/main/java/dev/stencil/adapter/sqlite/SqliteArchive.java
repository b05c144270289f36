package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class SqliteArchive implements Archive {
    private static final String USER = "SELECT " + UserRows.COLUMNS + ", key FROM users WHERE ";
    private static final String TEMPLATE = "SELECT " + TemplateRows.COLUMNS + ", key, owner FROM templates WHERE ";
    static final String USERS = USER + "id > ? ORDER BY id";
    static final String TEMPLATES = TEMPLATE + "id > ? ORDER BY id";

    static final String REVOKED_TOKENS =
            """
                    SELECT user, token, expires FROM revoked_tokens WHERE (user, token) > (?, ?) ORDER BY user, token LIMIT ?""";

    private final Readers readers;

    SqliteArchive(Readers readers) {
        this.readers = readers;
    }

    @Override
    public Slice<User> users(@Nullable Id after, int limit) {
        return readers.page(USERS, SqliteArchive::user, rows -> Slice.ofUsers(rows, limit), start(after));
    }

    @Override
    public Slice<Template> templates(@Nullable Id after, int limit) {
        return readers.page(TEMPLATES, SqliteArchive::template, rows -> Slice.ofTemplates(rows, limit), start(after));
    }

    private static Object start(@Nullable Id after) {
        return after == null ? "" : after;
    }

    @Override
    public List<RevokedToken> revokedTokens(@Nullable RevokedToken after, int limit) {
        return readers.list(
                REVOKED_TOKENS,
                row -> new RevokedToken(
                        new Id(row.getString(1)),
                        new SessionId(row.getString(2)),
                        Instant.ofEpochMilli(row.getLong(3))),
                after == null ? "" : after.user(),
                after == null ? "" : after.token(),
                limit);
    }

    @Override
    public Inventory inventory() {
        return readers.read(database -> new Inventory(
                database.number("SELECT count(*) FROM users"), database.number("SELECT count(*) FROM templates"), 0));
    }

    static Optional<Archived<User>> user(Handle database, Id id) throws SQLException {
        return database.first(USER + "id = ?", SqliteArchive::user, id);
    }

    static Optional<Archived<Template>> template(Handle database, Id id) throws SQLException {
        return database.first(TEMPLATE + "id = ?", SqliteArchive::template, id);
    }

    private static Archived<User> user(ResultSet row) throws SQLException {
        User user = UserRows.user(row);
        return new Archived<>(user, KeyRole.of(user, row.getString("key")));
    }

    private static Archived<Template> template(ResultSet row) throws SQLException {
        Template template = TemplateRows.template(row, new Id(row.getString("owner")));
        return new Archived<>(template, KeyRole.of(template, row.getString("key")));
    }
}

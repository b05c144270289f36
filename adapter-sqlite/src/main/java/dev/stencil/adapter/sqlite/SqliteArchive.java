package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Intake;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Archive and intake of the SQLite storage. An intake's look and insertion are one step, since there is one writer. */
record SqliteArchive(Writes writer, Readers readers) implements Archive, Intake {
    private static final String USER = "SELECT " + UserRows.COLUMNS + ", key FROM users WHERE ";
    private static final String TEMPLATE =
            "SELECT " + SqliteTemplateRepository.COLUMNS + ", key, owner FROM templates WHERE ";
    static final String USERS = USER + "id > ? ORDER BY id";
    static final String USER_BY_ID = USER + "id = ?";
    static final String USER_BY_KEY = "SELECT id FROM users WHERE key = ?";
    static final String TEMPLATES = TEMPLATE + "id > ? ORDER BY id";
    static final String TEMPLATE_BY_ID = TEMPLATE + "id = ?";
    static final String TEMPLATE_BY_KEY = "SELECT id FROM templates WHERE owner = ? AND key = ?";
    static final String OWNER = "SELECT 1 FROM users WHERE id = ?";
    static final String REVOKED_TOKENS = """
            SELECT user, token, expires FROM revoked_tokens WHERE (user, token) > (?, ?)
            ORDER BY user, token LIMIT ?""";
    private static final String INSERT_USER = SqliteUserRepository.INSERT + " ON CONFLICT DO NOTHING";
    private static final String INSERT_TEMPLATE =
            SqliteTemplateRepository.INSERT_WHERE + "true ON CONFLICT DO NOTHING";

    @Override
    public Slice<User> users(@Nullable Id after, int limit) {
        return readers.page(
                USERS, SqliteArchive::user, rows -> Slice.ofUsers(rows, limit), after == null ? "" : after);
    }

    private static Archived<User> user(ResultSet row) throws SQLException {
        User user = UserRows.user(row);
        return new Archived<>(user, KeyRole.of(user, row.getString("key")));
    }

    @Override
    public Slice<Template> templates(@Nullable Id after, int limit) {
        return readers.page(
                TEMPLATES, SqliteArchive::template, rows -> Slice.ofTemplates(rows, limit), after == null ? "" : after);
    }

    private static Archived<Template> template(ResultSet row) throws SQLException {
        Template template = SqliteTemplateRepository.template(row, new Id(row.getString("owner")));
        return new Archived<>(template, KeyRole.of(template, row.getString("key")));
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
        String counts = "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM templates)";
        return readers.first(counts, row -> new Inventory(row.getLong(1), row.getLong(2), 0)).orElseThrow();
    }

    @Override
    public boolean put(User user, KeyRole role) {
        @Nullable
        Object[] row = UserRows.values(user, role.key(user));
        return writer.write(database -> {
            boolean inserted = database.update(INSERT_USER, row) > 0;
            if (inserted || database.first(USER_BY_ID, SqliteArchive::user, user.id())
                    .filter(new Archived<>(user, role)::equals)
                    .isPresent()) {
                return inserted;
            }
            throw conflict(database, user.id(), USER_BY_KEY, role.key(user));
        });
    }

    @Override
    public boolean put(Template template, KeyRole role) {
        @Nullable
        Object[] row = SqliteTemplateRepository.values(template, role);
        return writer.write(template.content().size(), database -> {
            if (database.first(OWNER, owner -> true, template.owner()).isEmpty()) {
                throw new Failure.NotFound();
            }
            boolean inserted = database.update(INSERT_TEMPLATE, row) > 0;
            if (inserted || database.first(TEMPLATE_BY_ID, SqliteArchive::template, template.id())
                    .filter(there -> there.role() == role && there.item().isIdenticalTo(template))
                    .isPresent()) {
                return inserted;
            }
            throw conflict(database, template.id(), TEMPLATE_BY_KEY, template.owner(), role.key(template));
        });
    }

    /** With the id of what has the key, else of what has the same id. */
    private static Failure.Conflict conflict(Handle database, Id self, String byKey, Object... key)
            throws SQLException {
        Optional<Id> holder = database.first(byKey, row -> new Id(row.getString(1)), key);
        return new Failure.Conflict(holder.orElse(self));
    }

    @Override
    public void revoke(RevokedToken token) {
        writer.update(SqliteSessionRepository.REVOKE, token.user(), token.token(), token.expires());
    }
}

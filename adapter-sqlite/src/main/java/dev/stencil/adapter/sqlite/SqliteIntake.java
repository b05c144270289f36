package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Intake;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Intake of the SQLite storage. Look and insertion are one step, since there is one writer. */
final class SqliteIntake implements Intake {
    private static final String INSERT_USER = SqliteUserRepository.INSERT + " ON CONFLICT DO NOTHING";
    private static final String INSERT_TEMPLATE = """
            INSERT INTO templates (id, owner, fingerprint, key, version, created, updated, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT))
            ON CONFLICT DO NOTHING""";
    static final String OWNER = "SELECT 1 FROM users WHERE id = ?";
    static final String USER_BY_KEY = "SELECT id FROM users WHERE key = ?";
    static final String TEMPLATE_BY_KEY = "SELECT id FROM templates WHERE owner = ? AND key = ?";

    private final Writer writer;

    SqliteIntake(Writer writer) {
        this.writer = writer;
    }

    @Override
    public boolean put(User user, KeyRole role) {
        String key = role.key(user);
        return writer.write(database -> {
            int inserted = database.update(INSERT_USER, UserRows.values(user, key));
            return inserted > 0 || refuseUnlessSame(database, user, role, key);
        });
    }

    private static boolean refuseUnlessSame(Handle database, User user, KeyRole role, String key)
            throws SQLException {
        if (SqliteArchive.user(database, user.id()).filter(new Archived<>(user, role)::equals).isPresent()) {
            return false;
        }
        throw conflict(database, user.id(), USER_BY_KEY, key);
    }

    @Override
    public boolean put(Template template, KeyRole role) {
        Content content = template.content();
        // All three are computed here, not on the one thread that writes.
        @Nullable
        String fingerprint = content.isOpaque() ? null : content.fingerprint().text();
        String key = role.key(template);
        byte[] json = content.json();
        return writer.write(json.length, database -> {
            if (database.first(OWNER, row -> true, template.owner()).isEmpty()) {
                throw new Failure.NotFound();
            }
            int inserted = database.update(
                    INSERT_TEMPLATE,
                    template.id(),
                    template.owner(),
                    fingerprint,
                    key,
                    template.version(),
                    template.created().toEpochMilli(),
                    template.updated().toEpochMilli(),
                    json);
            return inserted > 0 || refuseUnlessSame(database, template, role, key);
        });
    }

    @Override
    public void revoke(RevokedToken token) {
        writer.write(database -> database.update(
                SqliteSessionRepository.REVOKE,
                token.user().hex(),
                token.token().text(),
                token.expires().toEpochMilli()));
    }

    private static boolean refuseUnlessSame(Handle database, Template template, KeyRole role, String key)
            throws SQLException {
        boolean same = SqliteArchive.template(database, template.id())
                .filter(there -> there.role() == role && there.item().isIdenticalTo(template))
                .isPresent();
        if (same) {
            return false;
        }
        throw conflict(database, template.id(), TEMPLATE_BY_KEY, template.owner(), key);
    }

    /** With the id of what has the key, else of what has the same id. */
    private static Failure.Conflict conflict(Handle database, Id self, String byKey, Object... key)
            throws SQLException {
        Optional<Id> holder = database.first(byKey, row -> new Id(row.getString(1)), key);
        return new Failure.Conflict(holder.orElse(self));
    }
}

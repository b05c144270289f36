package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Intake;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Intake of the SQLite storage. Look and insertion are one step, since there is one writer. */
final class SqliteIntake implements Intake {
    private static final String INSERT_USER = SqliteUserRepository.INSERT + " ON CONFLICT DO NOTHING";
    private static final String INSERT_TEMPLATE =
            SqliteTemplateRepository.INSERT_WHERE + "true ON CONFLICT DO NOTHING";
    static final String OWNER = "SELECT 1 FROM users WHERE id = ?";
    static final String USER_BY_KEY = "SELECT id FROM users WHERE key = ?";
    static final String TEMPLATE_BY_KEY = "SELECT id FROM templates WHERE owner = ? AND key = ?";

    private final Writer writer;

    SqliteIntake(Writer writer) {
        this.writer = writer;
    }

    @Override
    public boolean put(User user, KeyRole role) {
        @Nullable
        Object[] row = UserRows.values(user, role.key(user));
        return writer.write(
                database -> database.update(INSERT_USER, row) > 0 || refuseUnlessSame(database, user, role));
    }

    private static boolean refuseUnlessSame(Handle database, User user, KeyRole role) throws SQLException {
        if (SqliteArchive.user(database, user.id()).filter(new Archived<>(user, role)::equals).isPresent()) {
            return false;
        }
        throw conflict(database, user.id(), USER_BY_KEY, role.key(user));
    }

    @Override
    public boolean put(Template template, KeyRole role) {
        @Nullable
        Object[] row = TemplateRows.values(template, role);
        return writer.write(template.content().size(), database -> {
            if (database.first(OWNER, owner -> true, template.owner()).isEmpty()) {
                throw new Failure.NotFound();
            }
            return database.update(INSERT_TEMPLATE, row) > 0 || refuseUnlessSame(database, template, role);
        });
    }

    @Override
    public void revoke(RevokedToken token) {
        writer.update(SqliteSessionRepository.REVOKE, token.user(), token.token(), token.expires());
    }

    private static boolean refuseUnlessSame(Handle database, Template template, KeyRole role) throws SQLException {
        boolean same = SqliteArchive.template(database, template.id())
                .filter(there -> there.role() == role && there.item().isIdenticalTo(template))
                .isPresent();
        if (same) {
            return false;
        }
        throw conflict(database, template.id(), TEMPLATE_BY_KEY, template.owner(), role.key(template));
    }

    /** With the id of what has the key, else of what has the same id. */
    private static Failure.Conflict conflict(Handle database, Id self, String byKey, Object... key)
            throws SQLException {
        Optional<Id> holder = database.first(byKey, row -> new Id(row.getString(1)), key);
        return new Failure.Conflict(holder.orElse(self));
    }
}

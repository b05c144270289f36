package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Mapping of rows to templates. */
final class TemplateRows {
    /** The columns that {@link #template} reads. */
    static final String COLUMNS = "id, version, created, updated, fingerprint IS NULL, content";

    private TemplateRows() {}

    /** Values of a row to insert. Fingerprint and text are computed here, not on the one thread that writes. */
    static @Nullable Object[] values(Template template, KeyRole role) {
        Content content = template.content();
        return new @Nullable Object[]{
                template.id(), template.owner(), content.isOpaque() ? null : content.fingerprint().text(),
                role.key(template), template.version(), template.created(), template.updated(), content.json()
        };
    }

    static Template template(ResultSet row, Id owner) throws SQLException {
        return new Template(
                new Id(row.getString(1)),
                owner,
                content(row.getBytes(6), row.getBoolean(5)),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)));
    }

    private static Content content(byte[] json, boolean opaque) {
        return opaque ? Content.opaque(json, JsonText::read) : Content.stored(json, JsonText::read);
    }
}

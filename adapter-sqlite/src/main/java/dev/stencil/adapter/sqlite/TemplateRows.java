package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Template;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Makes templates of rows, each when it is asked for: a page may end before its limit. */
final class TemplateRows implements Iterator<Template> {
    /** What {@link #template} reads. */
    static final String COLUMNS = "id, version, created, updated, fingerprint IS NULL, content";

    private final ResultSet rows;
    private final Id owner;
    private @Nullable Template next;

    TemplateRows(ResultSet rows, Id owner) {
        this.rows = rows;
        this.owner = owner;
    }

    @Override
    public boolean hasNext() {
        try {
            if (next == null && rows.next()) {
                next = template(rows, owner);
            }
            return next != null;
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public Template next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Template template = next;
        next = null;
        return template;
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

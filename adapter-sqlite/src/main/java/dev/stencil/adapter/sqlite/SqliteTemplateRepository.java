package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Fingerprint;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Order;
import dev.stencil.core.domain.Page;
import dev.stencil.core.domain.Position;
import dev.stencil.core.domain.Template;
import dev.stencil.core.port.TemplateRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class SqliteTemplateRepository implements TemplateRepository {
    /** Text is bound as the bytes that it has already. */
    static final String INSERT = """
            INSERT INTO templates (id, owner, fingerprint, key, version, created, updated, content)
            SELECT ?1, ?2, ?3, ?3, ?4, ?5, ?6, CAST(?7 AS TEXT)
            WHERE NOT EXISTS (SELECT 1 FROM templates WHERE owner = ?2 AND fingerprint = ?3)
            ON CONFLICT DO NOTHING""";
    static final String OLDEST_FIRST = """
            SELECT id, version, created, updated, content FROM templates
            WHERE owner = ? AND (created, id) > (?, ?) ORDER BY created, id""";
    static final String NEWEST_FIRST = """
            SELECT id, version, created, updated, content FROM templates
            WHERE owner = ? AND (created, id) < (?, ?) ORDER BY created DESC, id DESC""";
    static final String OLDEST_EQUAL = """
            SELECT id FROM templates WHERE owner = ? AND fingerprint = ? ORDER BY created, id LIMIT 1""";
    static final String REMOVE = "DELETE FROM templates WHERE id = (" + OLDEST_EQUAL + ")";
    private static final String BY_ID = "SELECT version, created FROM templates WHERE id = ?";
    /** A duplicate's own key stays as long as its content does. */
    private static final String REPLACE = """
            UPDATE templates SET key = CASE fingerprint WHEN ?1 THEN key ELSE ?1 END, fingerprint = ?1,
                version = version + 1, updated = ?2, content = CAST(?3 AS TEXT)
            WHERE id = ?4""";

    private final Writer writer;
    private final Readers readers;

    SqliteTemplateRepository(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public void add(Template template) {
        Content content = template.content();
        // Both are computed here, not on the one thread that writes.
        String fingerprint = content.fingerprint().text();
        byte[] json = content.json();
        writer.write(database -> {
            int added = database.update(
                    INSERT,
                    template.id().hex(),
                    template.owner().hex(),
                    fingerprint,
                    template.version(),
                    template.created().toEpochMilli(),
                    template.updated().toEpochMilli(),
                    json);
            return added > 0 || isStoredAlready(database, template);
        });
    }

    private static boolean isStoredAlready(Handle database, Template template) throws SQLException {
        if (database.first(BY_ID, row -> true, template.id().hex()).isEmpty()) {
            throw new Failure.Conflict(
                    oldestEqual(database, template.owner(), template.content().fingerprint()).orElseThrow());
        }
        return true;
    }

    private static Optional<Id> oldestEqual(Handle database, Id owner, Fingerprint fingerprint) throws SQLException {
        return database.first(OLDEST_EQUAL, row -> new Id(row.getString(1)), owner.hex(), fingerprint.text());
    }

    @Override
    public Page page(Id owner, @Nullable Position after, Order order, int limit) {
        return switch (order) {
            case OLDEST_FIRST -> page(OLDEST_FIRST, owner, after, Long.MIN_VALUE, "", limit);
            case NEWEST_FIRST -> page(NEWEST_FIRST, owner, after, Long.MAX_VALUE, "", limit);
        };
    }

    private Page page(String sql, Id owner, @Nullable Position after, long createdBefore, String idBefore, int limit) {
        return readers.read(database -> database.query(
                sql,
                rows -> Page.of(new Rows(rows, owner), limit),
                owner.hex(),
                after == null ? createdBefore : after.created().toEpochMilli(),
                after == null ? idBefore : after.id().hex()));
    }

    /** Reads a row when it is asked for: a page may end before the limit. */
    private static final class Rows implements Iterator<Template> {
        private final ResultSet rows;
        private final Id owner;
        private @Nullable Template next;

        Rows(ResultSet rows, Id owner) {
            this.rows = rows;
            this.owner = owner;
        }

        @Override
        public boolean hasNext() {
            try {
                if (next == null && rows.next()) {
                    next = fromRow(rows, owner);
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
    }

    @Override
    public Optional<Template> replace(Id owner, Fingerprint current, Content replacement, Instant now) {
        Fingerprint fingerprint = replacement.fingerprint();
        byte[] json = replacement.json();
        return writer.write(database -> {
            Optional<Id> found = oldestEqual(database, owner, current);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            if (!fingerprint.equals(current)) {
                refuseIfThere(database, owner, fingerprint);
            }
            Id id = found.get();
            database.update(REPLACE, fingerprint.text(), now.toEpochMilli(), json, id.hex());
            return database.first(
                    BY_ID,
                    row -> new Template(
                            id, owner, replacement, row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), now),
                    id.hex());
        });
    }

    private static void refuseIfThere(Handle database, Id owner, Fingerprint fingerprint) throws SQLException {
        Optional<Id> other = oldestEqual(database, owner, fingerprint);
        if (other.isPresent()) {
            throw new Failure.Conflict(other.get());
        }
    }

    @Override
    public boolean remove(Id owner, Fingerprint fingerprint) {
        return writer.write(database -> database.update(REMOVE, owner.hex(), fingerprint.text())) > 0;
    }

    private static Template fromRow(ResultSet row, Id owner) throws SQLException {
        return new Template(
                new Id(row.getString(1)),
                owner,
                Content.stored(row.getBytes(5), JsonText::read),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)));
    }
}

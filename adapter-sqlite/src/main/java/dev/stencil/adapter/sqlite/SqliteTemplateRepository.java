package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record SqliteTemplateRepository(Writes writer, Readers readers) implements TemplateRepository {
    /** Takes what {@link #values} gives. Text is bound as the bytes that it has already. */
    static final String INSERT_WHERE = """
            INSERT INTO templates (id, owner, fingerprint, key, version, created, updated, content)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, CAST(?8 AS TEXT)
            WHERE\s""";
    static final String INSERT = INSERT_WHERE
            + "NOT EXISTS (SELECT 1 FROM templates WHERE owner = ?2 AND fingerprint = ?3) ON CONFLICT DO NOTHING";
    /** What {@link #template} reads. */
    static final String COLUMNS = "id, version, created, updated, fingerprint IS NULL, content";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM templates WHERE ";
    static final String OLDEST_FIRST = SELECT + "owner = ? AND (created, id) > (?, ?) ORDER BY created, id";
    static final String NEWEST_FIRST = SELECT + "owner = ? AND (created, id) < (?, ?) ORDER BY created DESC, id DESC";
    static final String EQUAL = SELECT + "owner = ? AND fingerprint = ? ORDER BY created, id LIMIT 1";
    static final String BY_ID = SELECT + "id = ? AND owner = ?";
    static final String COUNT = "SELECT count(*) FROM (SELECT 1 FROM templates WHERE owner = ? LIMIT ?)";
    static final String LATEST = "SELECT created FROM templates WHERE id = (SELECT max(id) FROM templates)";
    static final String OLDEST_EQUAL = """
            SELECT id FROM templates WHERE owner = ? AND fingerprint = ? ORDER BY created, id LIMIT 1""";
    static final String REMOVE = "DELETE FROM templates WHERE id = (" + OLDEST_EQUAL + ")";
    static final String REMOVE_BY_ID = "DELETE FROM templates WHERE id = ?";
    static final String REMOVE_ALL =
            "DELETE FROM templates WHERE id IN (SELECT id FROM templates WHERE owner = ? LIMIT ?)";
    static final String IS_STORED = "SELECT 1 FROM templates WHERE id = ?";
    private static final String SELECT_HEAD = "SELECT id, fingerprint, version, created FROM templates WHERE ";
    static final String HEAD = SELECT_HEAD + "id = ? AND owner = ?";
    static final String HEAD_OF_EQUAL = SELECT_HEAD + "id = (" + OLDEST_EQUAL + ")";
    /** A duplicate's own key stays as long as its content does. */
    static final String REPLACE = """
            UPDATE templates SET key = CASE fingerprint WHEN ?1 THEN key ELSE ?1 END, fingerprint = ?1,
                version = version + 1, updated = ?2, content = CAST(?3 AS TEXT)
            WHERE id = ?4""";

    @Override
    public void add(Template template) {
        // Only what is written is held while the write waits: the value that the text came from may be far larger.
        @Nullable
        Object[] row = values(template, KeyRole.HOLDER);
        Id id = template.id();
        Id owner = template.owner();
        writer.write(template.content().size(), database -> {
            int inserted = database.update(INSERT, row);
            if (inserted == 0 && database.first(IS_STORED, there -> true, id).isEmpty()) {
                throw new Failure.Conflict(oldestEqual(database, owner, String.valueOf(row[2])).orElseThrow());
            }
            return inserted;
        });
    }

    private static Optional<Id> oldestEqual(Handle database, Id owner, String fingerprint) throws SQLException {
        return database.first(OLDEST_EQUAL, row -> new Id(row.getString(1)), owner, fingerprint);
    }

    /** A row without its content, which may be long. */
    private record Head(Id id, @Nullable String fingerprint, long version, Instant created) {}

    private static Optional<Head> head(Handle database, String sql, Object... parameters) throws SQLException {
        return database.first(
                sql,
                row -> new Head(
                        new Id(row.getString(1)),
                        row.getString(2),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4))),
                parameters);
    }

    private static Optional<Head> head(Handle database, Id owner, Id id, Versions expected) throws SQLException {
        Optional<Head> found = head(database, HEAD, id, owner);
        found.ifPresent(head -> expected.require(head.version));
        return found;
    }

    @Override
    public Optional<Template> find(Id owner, Id id) {
        return readers.first(BY_ID, row -> template(row, owner), id, owner);
    }

    @Override
    public Optional<Template> find(Id owner, Fingerprint fingerprint) {
        return readers.first(EQUAL, row -> template(row, owner), owner, fingerprint.text());
    }

    @Override
    public int count(Id owner, int atMost) {
        return readers.first(COUNT, row -> row.getInt(1), owner, atMost).orElseThrow();
    }

    @Override
    public Optional<Instant> latest() {
        return readers.first(LATEST, row -> Instant.ofEpochMilli(row.getLong(1)));
    }

    @Override
    public Page page(Id owner, @Nullable Position after, Order order, int limit) {
        boolean forward = order == Order.OLDEST_FIRST;
        long beforeAll = forward ? Long.MIN_VALUE : Long.MAX_VALUE;
        return readers.page(
                forward ? OLDEST_FIRST : NEWEST_FIRST,
                row -> template(row, owner),
                rows -> Page.of(rows, limit),
                owner,
                after == null ? beforeAll : after.created(),
                after == null ? "" : after.id());
    }

    @Override
    public Optional<Template> replace(Id owner, Fingerprint current, Content replacement, Instant now) {
        return replace(
                owner, database -> head(database, HEAD_OF_EQUAL, owner, current.text()), replacement, now);
    }

    @Override
    public Optional<Template> replace(Id owner, Id id, Versions expected, Content replacement, Instant now) {
        return replace(owner, database -> head(database, owner, id, expected), replacement, now);
    }

    /** @param look finds the row to replace */
    private Optional<Template> replace(
            Id owner, Handle.Work<Optional<Head>> look, Content replacement, Instant now) {
        String fingerprint = replacement.fingerprint().text();
        byte[] json = replacement.json();
        Optional<Head> replaced = writer.write(json.length, database -> {
            Optional<Head> found = look.on(database);
            if (found.isPresent()) {
                Head old = found.get();
                if (!fingerprint.equals(old.fingerprint)) {
                    refuseIfThere(database, owner, fingerprint);
                }
                database.update(REPLACE, fingerprint, now, json, old.id);
            }
            return found;
        });
        return replaced.map(old -> new Template(old.id, owner, replacement, old.version + 1, old.created, now));
    }

    private static void refuseIfThere(Handle database, Id owner, String fingerprint) throws SQLException {
        Optional<Id> other = oldestEqual(database, owner, fingerprint);
        if (other.isPresent()) {
            throw new Failure.Conflict(other.get());
        }
    }

    @Override
    public boolean remove(Id owner, Fingerprint fingerprint) {
        return writer.update(REMOVE, owner, fingerprint.text()) > 0;
    }

    @Override
    public boolean remove(Id owner, Id id, Versions expected) {
        return writer.write(database -> head(database, owner, id, expected).isPresent()
                && database.update(REMOVE_BY_ID, id) > 0);
    }

    @Override
    public int removeAll(Id owner, int atMost) {
        return writer.update(REMOVE_ALL, owner, atMost);
    }

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

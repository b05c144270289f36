package dev.stencil.adapter.sqlite.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables, version by version: {@code schema/<n>.sql} leads from version n - 1 to n. */
public final class Schema {
    /** Says at a fixed place in the file whose it is: "Stnl". */
    static final int APPLICATION_ID = 0x53746e6c;

    /** The version that this program works with. It is kept as the file's {@code user_version}. */
    public static final int VERSION = 3;

    private Schema() {}

    /** Brings a database to this version, all in one transaction. */
    static void migrate(Handle database) throws SQLException {
        int version = database.number("PRAGMA user_version");
        if (version < VERSION) {
            // A script that fails half-way leaves the transaction open; the connection is then closed, which undoes it.
            database.run("BEGIN IMMEDIATE;" + steps(version, VERSION) + "COMMIT;");
        }
    }

    public static String steps(int from, int to) {
        return IntStream.rangeClosed(from + 1, to)
                .mapToObj(version -> resource("schema/" + version + ".sql"))
                .collect(Collectors.joining(
                        "", "PRAGMA application_id = " + APPLICATION_ID + ";", "PRAGMA user_version = " + to + ";"));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the database has every table and index of the version that it says it has. */
    static boolean isWhole(Handle database, int version) throws SQLException {
        try (Handle model = Handle.openInMemory()) {
            model.run(steps(0, version));
            return objects(database).containsAll(objects(model));
        }
    }

    private static Set<String> objects(Handle database) throws SQLException {
        return new HashSet<>(database.list(
                "SELECT type, name, sql FROM sqlite_schema",
                row -> row.getString(1) + ' ' + row.getString(2) + ' ' + row.getString(3)));
    }
}

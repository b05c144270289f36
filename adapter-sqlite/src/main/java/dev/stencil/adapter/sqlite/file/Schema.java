package dev.stencil.adapter.sqlite.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

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
        StringBuilder script = new StringBuilder("PRAGMA application_id = " + APPLICATION_ID + ";");
        for (int version = from + 1; version <= to; version++) {
            script.append(resource("schema/" + version + ".sql"));
        }
        return script.append("PRAGMA user_version = " + to + ";").toString();
    }

    private static String resource(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing in the jar: " + name);
            }
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
        return database.query("SELECT type, name, sql FROM sqlite_schema", rows -> {
            Set<String> objects = new HashSet<>();
            while (rows.next()) {
                objects.add(rows.getString(1) + ' ' + rows.getString(2) + ' ' + rows.getString(3));
            }
            return objects;
        });
    }
}

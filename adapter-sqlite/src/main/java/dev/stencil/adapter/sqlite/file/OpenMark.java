package dev.stencil.adapter.sqlite.file;

import java.sql.SQLException;

/**
 * Mark of a database that is open for writing: its last writes may be in the log alone, so that the file is not whole
 * without one. It is in the database file itself before anything else is written, and is removed at a clean close.
 *
 * <p>The mark is the number of the schema at that time. A copy made by SQLite itself (backup, {@code VACUUM INTO}) is
 * whole and gets another number, so that it is not marked.
 */
final class OpenMark {
    private static final int FIRST_VERSION = 3;

    private OpenMark() {}

    /** @param version of the tables */
    static boolean isSet(Handle database, int version) throws SQLException {
        return version >= FIRST_VERSION
                && database.number("SELECT count(*) FROM open_mark WHERE schema = (SELECT schema_version FROM"
                        + " pragma_schema_version)") > 0;
    }

    /** A reader at this moment may keep the mark in the log until the log is next moved into the database. */
    static void set(Handle database) throws SQLException {
        // SQLite's copies begin with number 1, and a database that is such a copy must not have it.
        int schema = database.number("PRAGMA schema_version") + 1;
        database.run("BEGIN IMMEDIATE; PRAGMA schema_version = " + schema + "; DELETE FROM open_mark;"
                + "INSERT INTO open_mark (schema) VALUES (" + schema + "); COMMIT; PRAGMA wal_checkpoint;");
    }

    static void remove(Handle database) throws SQLException {
        database.run("DELETE FROM open_mark");
    }
}

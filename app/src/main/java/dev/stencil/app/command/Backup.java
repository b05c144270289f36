package dev.stencil.app.command;

import dev.stencil.adapter.sqlite.SqliteBackup;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.Store;
import dev.stencil.app.file.NewFile;
import dev.stencil.core.port.StorageNotOpened;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The commands {@code backup} and {@code restore}: an SQLite store into one file, and back. */
final class Backup {
    private static final long MB = 1_000_000;

    private final Path folder;
    private final PrintWriter out;
    private final ProgressLine progress;

    Backup(Store store, PrintWriter out) {
        if (!(store instanceof Store.Sqlite sqlite)) {
            throw new CommandFailed(
                    "backup and restore are for SQLite: name a folder with --data, or see docs/mongodb.md"
                            + " for mongodump");
        }
        this.folder = sqlite.folder();
        this.out = out;
        this.progress = new ProgressLine(out);
    }

    /** Writes a file for the owner alone, which has its name only when it is whole. */
    void to(Path file) {
        Moving.refuseStandardStreams(file);
        String exists = file + " exists: choose another name";
        if (Files.exists(file)) {
            throw new CommandFailed(exists);
        }
        try (NewFile made = NewFile.of(file)) {
            SqliteBackup.copy(folder, made.draft(), this::at);
            made.completeUnlessThere();
            tell(Files.size(file), "the store in " + folder + " is in " + file);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(exists, e);
        } catch (IOException e) {
            throw new CommandFailed("cannot write " + file + " (" + e.getClass().getSimpleName()
                    + "): choose another place, or make room there", e);
        } catch (StorageNotOpened e) {
            throw new CommandFailed(e);
        } finally {
            progress.clear();
        }
    }

    void from(Path file, boolean withoutLog) {
        Moving.refuseStandardStreams(file);
        try {
            SqliteBackup.restore(file, folder, withoutLog, this::at);
            tell(Files.size(file), file + " is the store in " + folder + " now");
        } catch (IOException | StorageNotOpened e) {
            throw new CommandFailed(e);
        } finally {
            progress.clear();
        }
    }

    private void at(long done, long total) {
        progress.at(done / MB, "MB", (double) done / total);
    }

    private void tell(long bytes, String what) {
        progress.clear();
        out.println(what + " (" + bytes / MB + " MB)");
        out.flush();
    }
}

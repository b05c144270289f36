package dev.stencil.app.command;

import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.sqlite.SqliteBackup;
import dev.stencil.adapter.sqlite.SqliteReading;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.Store;
import dev.stencil.app.file.NewFile;
import dev.stencil.app.moving.Export;
import dev.stencil.app.moving.Import;
import dev.stencil.app.moving.MoveResult;
import dev.stencil.app.moving.OriginalImport;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.Intake;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/**
 * The commands {@code export} and {@code import}, for accounts and templates of any store, and {@code backup} and
 * {@code restore}, for all of an SQLite store: a store into a file, and back.
 */
record StoreFiles(Store store, PrintWriter out, ProgressLine progress) {
    /** Everything was done, and there is something that a person should look at. */
    static final int NOTED = 3;

    private static final long MB = 1_000_000;

    StoreFiles(Store store, PrintWriter out) {
        this(store, out, new ProgressLine(out));
    }

    /** @return the exit code */
    int export(Path file, boolean force) {
        return told("exported to " + file, () -> {
            refuseStandardStreams(file);
            if (store instanceof Store.Sqlite sqlite) {
                // Beside a server that has the folder open.
                try (SqliteReading reading = SqliteReading.open(sqlite.folder())) {
                    return new Export(reading.archive(), progress).to(file, force);
                }
            }
            try (Storage storage = store.openAnswering()) {
                return new Export(storage.archive(), progress).to(file, force);
            }
        });
    }

    /** @return the exit code */
    int importFrom(List<Path> files) {
        return told("in the store, " + store.description(), () -> {
            refuseStandardStreams(files.toArray(Path[]::new));
            // Before a store is made that nothing comes into.
            if (files.size() == 1) {
                Import.require(files.getFirst());
            } else {
                OriginalImport.require(files.get(0), files.get(1));
            }
            try (Storage storage = store.openAnswering()) {
                return imported(storage.intake(), files);
            }
        });
    }

    private MoveResult imported(Intake intake, List<Path> files) {
        PasswordHasher hasher = new Argon2PasswordHasher();
        return files.size() == 1
                ? new Import(intake, hasher::unusable, progress).from(files.getFirst())
                : new OriginalImport(intake, new TokenFit()::canLogIn, hasher::unusable, progress)
                        .from(files.get(0), files.get(1));
    }

    /** What goes through a pipe has no end that tells whether it is whole, and no name that it gets only then. */
    static void refuseStandardStreams(Path... files) {
        if (Stream.of(files).anyMatch(file -> file.toString().equals("-"))) {
            throw new CommandFailed("- is no file: neither standard input nor output will do, name a file");
        }
    }

    private int told(String what, Supplier<MoveResult> moving) {
        try {
            MoveResult moved = moving.get();
            progress.clear();
            out.println(moved.users() + " " + ProgressLine.plural(moved.users(), "account")
                    + " and " + moved.templates() + " " + ProgressLine.plural(moved.templates(), "template") + " "
                    + what
                    + (moved.before() > 0 ? " (" + moved.before() + " of them were there before)" : "")
                    + (moved.noted() > 0 ? "; " + moved.noted() + " to be looked at" : ""));
            out.flush();
            return moved.noted() > 0 ? NOTED : ExitCode.OK;
        } catch (Failure.Unavailable e) {
            throw new CommandFailed("the store is away (" + e.what() + "): run it again", e);
        } finally {
            progress.clear();
        }
    }

    /** Writes a file for the owner alone, which has its name only when it is whole. */
    void backUp(Path file) {
        Path folder = folder();
        refuseStandardStreams(file);
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
        } finally {
            progress.clear();
        }
    }

    void restore(Path file, boolean withoutLog) {
        Path folder = folder();
        refuseStandardStreams(file);
        try {
            SqliteBackup.restore(file, folder, withoutLog, this::at);
            tell(Files.size(file), file + " is the store in " + folder + " now");
        } catch (IOException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        } finally {
            progress.clear();
        }
    }

    private Path folder() {
        if (store instanceof Store.Sqlite(Path folder)) {
            return folder;
        }
        throw new CommandFailed("backup and restore are for SQLite: name a folder with --data, or see docs/mongodb.md"
                + " for mongodump");
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

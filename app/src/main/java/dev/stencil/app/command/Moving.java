package dev.stencil.app.command;

import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.sqlite.SqliteReading;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.Store;
import dev.stencil.app.moving.Export;
import dev.stencil.app.moving.Import;
import dev.stencil.app.moving.MoveResult;
import dev.stencil.app.moving.OriginalImport;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.Intake;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/** The commands {@code export} and {@code import}: accounts and templates of a store into a file, and back. */
final class Moving {
    /** Everything was done, and there is something that a person should look at. */
    static final int NOTED = 3;

    private final Store store;
    private final PrintWriter out;
    private final ProgressLine progress;

    Moving(Store store, PrintWriter out) {
        this.store = store;
        this.out = out;
        this.progress = new ProgressLine(out);
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
        } catch (StorageNotOpened e) {
            throw new CommandFailed(e);
        } catch (Failure.Unavailable e) {
            throw new CommandFailed("the store is away (" + e.what() + "): run it again", e);
        } finally {
            progress.clear();
        }
    }
}

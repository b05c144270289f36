package dev.stencil.app.moving;

import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.file.NewFile;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes all accounts, revoked tokens and templates of a store into a file, in the form that {@link ExportWriter}
 * describes. The store may be in use: each account and template that is there all the while is in the file, in its
 * state at some moment meanwhile.
 */
public record Export(Archive archive, MoveProgress progress) {
    private static final int LIMIT = 500;

    /**
     * @param file is made with access for the owner alone, and has this name only when it is whole
     * @param force whether it may replace another file
     * @throws CommandFailed if the file is there or cannot be written
     */
    public MoveResult to(Path file, boolean force) {
        if (!force && Files.exists(file)) {
            throw new CommandFailed(file + " exists: choose another name, or replace it with --force");
        }
        try (NewFile made = NewFile.of(file)) {
            MoveResult moved = write(new ExportWriter(made.out()));
            made.complete();
            return moved;
        } catch (IOException e) {
            throw new CommandFailed("cannot write " + file + " (" + e.getClass().getSimpleName()
                    + "): choose another place, or make room there", e);
        }
    }

    private MoveResult write(ExportWriter writer) throws IOException {
        Archive.Inventory inventory = archive.inventory();
        double total = Math.max(1, inventory.users() + inventory.templates());
        @Nullable
        Id after = null;
        do {
            Slice<User> slice = archive.users(after, LIMIT);
            for (Archived<User> user : slice.items()) {
                writer.user(user);
            }
            after = slice.next().orElse(null);
            progress.at(writer.items(), Math.min(1, writer.items() / total));
        } while (after != null);
        revoked(writer);
        do {
            Slice<Template> slice = archive.templates(after, LIMIT);
            for (Archived<Template> template : slice.items()) {
                writer.template(template);
            }
            after = slice.next().orElse(null);
            progress.at(writer.items(), Math.min(1, writer.items() / total));
        } while (after != null);
        if (inventory.others() > 0) {
            progress.note(inventory.others() + " documents of the database are neither account nor template, and are"
                    + " not in the file: the report of the migration lists them");
        }
        return writer.end(inventory.others());
    }

    private void revoked(ExportWriter writer) throws IOException {
        List<RevokedToken> tokens = archive.revokedTokens(null, LIMIT);
        while (!tokens.isEmpty()) {
            for (RevokedToken token : tokens) {
                writer.revoked(token);
            }
            tokens = archive.revokedTokens(tokens.getLast(), LIMIT);
        }
    }
}

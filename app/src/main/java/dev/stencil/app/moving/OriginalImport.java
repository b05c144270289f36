package dev.stencil.app.moving;

import dev.stencil.app.moving.OriginalFile.Kind;
import dev.stencil.app.moving.OriginalFile.Original;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Intake;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * ParallelWrites into a store what {@code mongoexport} wrote of the two collections of the original, by the rules of
 * {@link Adoption}. What cannot be an account or a template is left out and noted. After an interruption, at any point,
 * the next attempt goes on.
 */
public final class OriginalImport {
    private final Intake intake;
    private final Predicate<String> canLogIn;
    private final Function<String, Optional<String>> unusable;
    private final MoveProgress progress;

    /**
     * @param canLogIn whether a token can carry the user's name
     * @param unusable why a password hash can match no password, if it cannot
     */
    public OriginalImport(
            Intake intake,
            Predicate<String> canLogIn,
            Function<String, Optional<String>> unusable,
            MoveProgress progress) {
        this.intake = intake;
        this.canLogIn = canLogIn;
        this.unusable = unusable;
        this.progress = progress;
    }

    /**
     * Looks at the first line of each.
     *
     * @throws CannotMove if it is no document of the original
     */
    public static void require(Path users, Path templates) {
        OriginalFile.require(users, Kind.USERS);
        OriginalFile.require(templates, Kind.TEMPLATES);
    }

    /** @throws CannotMove as {@link Import#from} */
    public MoveResult from(Path users, Path templates) {
        require(users, templates);
        try (ParallelWrites puts = new ParallelWrites()) {
            return new Run(puts).from(users, templates);
        } catch (OccupiedStore occupied) {
            for (Path file : List.of(users, templates)) {
                DuplicateLines.refuse(file, OriginalFile::id,
                        "the same _id: the file was put together of several; give it as"
                                + " mongoexport wrote it");
            }
            throw occupied;
        }
    }

    private final class Run {
        private final ParallelWrites puts;
        private final ImportNotes notes = new ImportNotes(progress);
        private final Adoption adoption = new Adoption();
        private long users;
        private long templates;

        Run(ParallelWrites puts) {
            this.puts = puts;
        }

        MoveResult from(Path userFile, Path templateFile) {
            OriginalUsers accounts = new OriginalUsers(adoption, canLogIn, unusable, notes);
            each(userFile, Kind.USERS, original -> accounts.adopt(original).ifPresent(user -> putUser(original, user)));
            puts.flush();
            OriginalTemplates listed = new OriginalTemplates(adoption, notes);
            each(templateFile, Kind.TEMPLATES, listed::look);
            listed.sort();
            each(templateFile, Kind.TEMPLATES, original -> listed.adopt(original)
                    .ifPresent(template -> putTemplate(original, template)));
            puts.flush();
            return new MoveResult(users, templates, puts.before(), notes.count());
        }

        private void each(Path path, Kind kind, Consumer<Original> action) {
            try (OriginalFile file = new OriginalFile(path, kind)) {
                for (Optional<Original> next = file.next(); next.isPresent(); next = file.next()) {
                    action.accept(next.get());
                    progress.at(users + templates, file.part());
                }
            }
        }

        private void putUser(Original original, Archived<User> user) {
            users++;
            put(original, user.item().id(), () -> intake.put(user.item(), user.role()));
        }

        private void putTemplate(Original original, Archived<Template> template) {
            templates++;
            put(original, template.item().id(), () -> intake.put(template.item(), template.role()));
        }

        private void put(Original original, Id id, Callable<Boolean> put) {
            if (original.hasMore()) {
                notes.taken(original, "without members that the original did not know");
            }
            Lines.Line line = original.line();
            puts.add(
                    () -> {
                        try {
                            return put.call();
                        } catch (Failure.Conflict conflict) {
                            throw OccupiedStore.by(conflict, id, line);
                        }
                    },
                    line.size());
        }
    }
}

package dev.stencil.app.moving;

import dev.stencil.app.moving.Original.Kind;
import dev.stencil.app.moving.ParallelWrites.OccupiedStore;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Intake;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Import of what {@code mongoexport} wrote of the two collections of the original, by the rules of {@link Adoption}.
 * What cannot be an account or a template is left out and noted. After an interruption, at any point, the next attempt
 * goes on; each is an object of its own.
 */
public final class OriginalImport {
    private final Intake intake;
    private final Predicate<String> canLogIn;
    private final Function<String, Optional<String>> unusable;
    private final MoveProgress progress;
    private final ParallelWrites writes = new ParallelWrites();
    private final Adoption adoption = new Adoption();
    private final OriginalTemplates listed = new OriginalTemplates(adoption);
    private Instant latest = Instant.EPOCH;
    private long users;
    private long templates;
    private long noted;

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
     * @throws CommandFailed if it is no document of the original
     */
    public static void require(Path users, Path templates) {
        Original.require(users, Kind.USERS);
        Original.require(templates, Kind.TEMPLATES);
    }

    /** @throws CommandFailed as {@link Import#from} */
    public MoveResult from(Path userFile, Path templateFile) {
        require(userFile, templateFile);
        try (writes) {
            each(userFile, Kind.USERS, this::takeUser);
            writes.flush();
            each(templateFile, Kind.TEMPLATES, listed::look);
            listed.sort();
            each(templateFile, Kind.TEMPLATES, this::takeTemplate);
            writes.flush();
            return new MoveResult(users, templates, writes.before(), noted);
        } catch (OccupiedStore occupied) {
            for (Path file : List.of(userFile, templateFile)) {
                Lines.refuseDuplicates(file, line -> Optional.of(Original.document(line).id()),
                        "the same _id: the file was put together of several; give it as mongoexport wrote it");
            }
            throw occupied;
        }
    }

    private void each(Path file, Kind kind, Consumer<Original> action) {
        try (Lines lines = new Lines(file)) {
            for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                action.accept(Original.read(next.get(), kind));
                progress.at(users + templates, lines.part());
            }
        }
    }

    private void takeUser(Original original) {
        Optional<String> name = original.document().text("username");
        Optional<String> hash = original.document().text("password");
        if (name.isEmpty() || hash.isEmpty()) {
            leaveOut(original, name.isEmpty() ? "the user name is no string" : "the password hash is no string");
            return;
        }
        User user = user(original, new UserName(name.get()), hash.get());
        Optional<KeyRole> role = adoption.adopt(user.id(), user.name());
        if (role.isEmpty()) {
            leaveOut(original, "an older account has exactly this name and is the one that logs in");
            return;
        }
        if (!canLogIn.test(name.get())) {
            note(original, "taken, but cannot log in, as no token can carry its name: it is empty or too long");
        }
        unusable.apply(hash.get()).ifPresent(why -> note(original, Import.WITHOUT_USABLE_HASH + why));
        users++;
        put(original, user.id(), () -> intake.put(user, role.get()));
    }

    private User user(Original original, UserName name, String hash) {
        // A chosen _id says nothing about the time; every attempt must come to the same one.
        if (!original.document().hasChosenId()) {
            latest = original.document().id().second();
        }
        return new User(original.document().id(), name, hash, latest, latest);
    }

    private void takeTemplate(Original original) {
        Optional<String> problem = listed.problem(original);
        if (problem.isPresent()) {
            leaveOut(original, problem.get());
            return;
        }
        Archived<Template> template = listed.adopt(original);
        templates++;
        put(original, template.item().id(), () -> intake.put(template.item(), template.role()));
    }

    private void put(Original original, Id id, Callable<Boolean> put) {
        if (original.hasMore()) {
            note(original, "taken, but without members that the original did not know");
        }
        writes.add(original.line(), id, put);
    }

    private void leaveOut(Original original, String why) {
        note(original, "left out: " + why);
    }

    private void note(Original original, String what) {
        noted++;
        progress.note(original.noted(what));
    }
}

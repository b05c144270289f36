package dev.stencil.app.moving;

import dev.stencil.app.moving.ExportReader.Entry;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Intake;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Writes what an {@link Export} wrote into a store, exactly as it was. If it is interrupted, at any point, the next
 * attempt passes over what is there and goes on. Nothing that is in the store is ever changed.
 */
public final class Import {
    private final Intake intake;
    private final MoveProgress progress;
    private final Function<String, Optional<String>> unusable;
    private final AtomicLong withoutAccount = new AtomicLong();
    private long withoutUsableHash;

    /** @param unusable why a password hash can match no password, if it cannot */
    public Import(Intake intake, Function<String, Optional<String>> unusable, MoveProgress progress) {
        this.intake = intake;
        this.unusable = unusable;
        this.progress = progress;
    }

    /**
     * Looks at the first and the last line.
     *
     * @throws CannotMove if the file is no export of a version that is known, or not a whole one
     */
    public static void require(Path file) {
        ExportFile.requireWhole(file);
    }

    /**
     * @throws CannotMove as {@link #require}, before anything is written; if one of its lines is wrong, or the store
     *     has something else in the place of what it says: lines before that are in the store then
     */
    public MoveResult from(Path file) {
        require(file);
        try (Lines lines = new Lines(file); ParallelWrites puts = new ParallelWrites()) {
            lines.next();
            Entry.End counted = putAll(lines, puts);
            return new MoveResult(
                    counted.users(),
                    counted.templates() - withoutAccount.get(),
                    puts.before(),
                    withoutAccount.get() + withoutUsableHash);
        } catch (OccupiedStore occupied) {
            DuplicateLines.refuse(file, Import::key,
                    "an account of the same name: the file was put together of several, or the"
                            + " name was registered again while the export ran; export again");
            throw occupied;
        }
    }

    /** What only one account can have. */
    private static Optional<Object> key(Lines.Line line) {
        return ExportReader.read(line) instanceof Entry.OfUser(Archived<User>(User user, KeyRole role))
                ? Optional.of(role.key(user))
                : Optional.empty();
    }

    private Entry.End putAll(Lines lines, ParallelWrites puts) {
        long users = 0;
        long revoked = 0;
        long templates = 0;
        String place = "";
        for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
            Lines.Line line = next.get();
            Entry entry = ExportReader.read(line);
            requireLater(line, entry.place(), place);
            place = entry.place();
            switch (entry) {
                case Entry.OfUser(var user) -> {
                    users++;
                    noteUnusableHash(line, user.item());
                    puts.add(() -> putUser(line, user), line.size());
                }
                case Entry.OfRevoked(var token) -> {
                    revoked++;
                    puts.add(() -> {
                        intake.revoke(token);
                        return true;
                    }, line.size());
                }
                case Entry.OfTemplate(var template) -> {
                    if (templates++ == 0) {
                        // Their accounts must be there.
                        puts.flush();
                    }
                    puts.add(() -> putTemplate(line, template), line.size());
                }
                case Entry.End end -> {
                    puts.flush();
                    requireEnd(line, end.equals(new Entry.End(users, revoked, templates)) && lines.next().isEmpty());
                    return end;
                }
                case Entry.Header header -> throw line.wrong("is a first line amid others");
            }
            progress.at(users + templates, lines.part());
        }
        throw new IllegalStateException("the last line was seen before");
    }

    private void noteUnusableHash(Lines.Line line, User user) {
        unusable.apply(user.passwordHash()).ifPresent(why -> {
            withoutUsableHash++;
            progress.note(
                    "line " + line.number() + " (" + user.id() + "): taken, but " + OriginalUsers.cannotLogIn(why));
        });
    }

    private static void requireLater(Lines.Line line, String place, String before) {
        if (place.compareTo(before) <= 0) {
            throw line.wrong(place.equals(before)
                    ? "is about the same as the line before: the file was put together of several; take it as it was"
                            + " written, or export again"
                    : "is not where an export has it, accounts first, each kind in the order of ids: the file was sorted,"
                            + " or put together of several; take it as it was written, or export again");
        }
    }

    private static void requireEnd(Lines.Line line, boolean isEnd) {
        if (!isEnd) {
            throw line.wrong("the lines before are not as many as it says, or others follow: export again");
        }
    }

    private boolean putUser(Lines.Line line, Archived<User> user) {
        try {
            return intake.put(user.item(), user.role());
        } catch (Failure.Conflict conflict) {
            throw OccupiedStore.by(conflict, user.item().id(), line);
        }
    }

    private boolean putTemplate(Lines.Line line, Archived<Template> template) {
        try {
            return intake.put(template.item(), template.role());
        } catch (Failure.NotFound e) {
            withoutAccount.incrementAndGet();
            progress.note("line " + line.number() + " (" + template.item().id() + "): left out, its account is not in"
                    + " the file: it was registered while the export ran");
            return true;
        } catch (Failure.Conflict conflict) {
            if (template.role() == KeyRole.SHARER) {
                throw OccupiedStore.by(conflict, template.item().id(), line);
            }
            return putBeside(line, template.item());
        }
    }

    /**
     * Two templates of an owner had the same content one after the other, while the export ran: a store has them both
     * at a time only if one shares the key.
     */
    private boolean putBeside(Lines.Line line, Template template) {
        try {
            return intake.put(template, KeyRole.SHARER);
        } catch (Failure.Conflict conflict) {
            throw OccupiedStore.by(conflict, template.id(), line);
        }
    }
}

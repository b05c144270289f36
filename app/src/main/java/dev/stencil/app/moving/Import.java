package dev.stencil.app.moving;

import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.moving.ExportReader.Entry;
import dev.stencil.app.moving.ParallelWrites.OccupiedStore;
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
 * Import of what an {@link Export} wrote, exactly as it was. If it is interrupted, at any point, the next attempt, an
 * object of its own, passes over what is there and goes on. Nothing that is in the store is ever changed.
 */
public final class Import {
    static final String WITHOUT_USABLE_HASH = "taken, but cannot log in, as its password hash cannot be used: ";

    private final Intake intake;
    private final MoveProgress progress;
    private final Function<String, Optional<String>> unusable;
    private final ParallelWrites writes = new ParallelWrites();
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
     * @throws CommandFailed if the file is no export of a version that is known, or not a whole one
     */
    public static void require(Path file) {
        try (Lines lines = new Lines(file)) {
            Lines.Line first = lines.next().orElseThrow(() -> new CommandFailed(file + " is empty"));
            if (!(ExportReader.read(first) instanceof Entry.Header(long version))) {
                throw first
                        .wrong("is not the first line of an export; of the original, give both files that mongoexport"
                                + " writes: users, then templates");
            }
            if (version < 1 || version > ExportWriter.VERSION) {
                throw first.wrong("the export has version " + version + ", this Stencil reads 1 to "
                        + ExportWriter.VERSION + ": use the Stencil that wrote it, or a later one");
            }
        }
        if (!Lines.last(file).startsWith("{\"end\":")) {
            throw new CommandFailed(file + " was cut off: its last line is not that of a whole export. Export again");
        }
    }

    /**
     * @throws CommandFailed as {@link #require}, before anything is written; if one of its lines is wrong, or the store
     *     has something else in the place of what it says: lines before that are in the store then
     */
    public MoveResult from(Path file) {
        require(file);
        try (Lines lines = new Lines(file); writes) {
            lines.next();
            Entry.End counted = putAll(lines);
            return new MoveResult(
                    counted.users(),
                    counted.templates() - withoutAccount.get(),
                    writes.before(),
                    withoutAccount.get() + withoutUsableHash);
        } catch (OccupiedStore occupied) {
            Lines.refuseDuplicates(file, Import::key,
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

    private Entry.End putAll(Lines lines) {
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
                case Entry.OfUser(Archived<User>(User user, KeyRole role)) -> {
                    users++;
                    noteUnusableHash(line, user);
                    writes.add(line, user.id(), () -> intake.put(user, role));
                }
                case Entry.OfRevoked(var token) -> {
                    revoked++;
                    writes.add(line, token.user(), () -> {
                        intake.revoke(token);
                        return true;
                    });
                }
                case Entry.OfTemplate(Archived<Template>(Template template, KeyRole role)) -> {
                    if (templates++ == 0) {
                        // Their accounts must be there.
                        writes.flush();
                    }
                    writes.add(line, template.id(), () -> putTemplate(line, template, role));
                }
                case Entry.End end -> {
                    writes.flush();
                    if (!end.equals(new Entry.End(users, revoked, templates)) || lines.next().isPresent()) {
                        throw line.wrong(
                                "the lines before are not as many as it says, or others follow: export again");
                    }
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
            progress.note("line " + line.number() + " (" + user.id() + "): " + WITHOUT_USABLE_HASH + why);
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

    private boolean putTemplate(Lines.Line line, Template template, KeyRole role) {
        try {
            return intake.put(template, role);
        } catch (Failure.NotFound e) {
            withoutAccount.incrementAndGet();
            progress.note("line " + line.number() + " (" + template.id() + "): left out, its account is not in"
                    + " the file: it was registered while the export ran");
            return true;
        } catch (Failure.Conflict conflict) {
            if (role == KeyRole.SHARER) {
                throw conflict;
            }
            // Two templates of an owner had the same content one after the other, while the export ran: a store has
            // them both at a time only if one shares the key.
            return intake.put(template, KeyRole.SHARER);
        }
    }
}

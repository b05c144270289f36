package dev.stencil.app.moving;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Conversion of the original's templates, in two passes: which of several equal ones is the youngest, and so holds
 * their key, is known only after the last.
 */
final class OriginalTemplates {
    private final Adoption adoption;
    private final Youngest youngest = new Youngest();
    private int place;

    OriginalTemplates(Adoption adoption) {
        this.adoption = adoption;
    }

    /** Why it cannot be a template, if it cannot. */
    Optional<String> problem(Original original) {
        if (original.document().hasChosenId()) {
            return Optional.of("the _id is no ObjectId");
        }
        if (!original.document().members().contains("template")) {
            return Optional.of("it has no member template");
        }
        if (original.document().text("profile").isEmpty()) {
            return Optional.of("the profile is no string: nobody's");
        }
        return owner(original).isPresent() ? Optional.empty() : Optional.of("the profile names no account: nobody's");
    }

    /** The first pass. */
    void look(Original original) {
        if (problem(original).isPresent()) {
            return;
        }
        Content content = content(original);
        if (!content.isOpaque()) {
            youngest.add(owner(original).orElseThrow().id(), content);
        }
    }

    /** Between the passes. */
    void sort() {
        youngest.sort();
    }

    /** The second pass, in the same order, of those without a problem. */
    Archived<Template> adopt(Original original) {
        Adoption.Account owner = owner(original).orElseThrow();
        Content content = content(original);
        Id id = original.document().id();
        Instant created = owner.created(id);
        boolean holds = content.isOpaque() || youngest.is(place++);
        return new Archived<>(
                new Template(id, owner.id(), content, 1, created, created),
                holds ? KeyRole.HOLDER : KeyRole.SHARER);
    }

    private Optional<Adoption.Account> owner(Original original) {
        return original.document().text("profile").flatMap(adoption::find);
    }

    private static Content content(Original original) {
        return original.document().content("template").orElseThrow();
    }

    /** Index that tells which templates of an owner have a younger one of equal content, in 16 bytes for each. */
    private static final class Youngest {
        private long[] contents = new long[1024];
        private int count;
        /** The place of the last, of those that are there several times. */
        private final Map<Long, Integer> last = new HashMap<>();

        /** Adds the next one, in the order from old to young. */
        void add(Id owner, Content content) {
            if (count == contents.length) {
                contents = Arrays.copyOf(contents, 2 * count);
            }
            // A part of the digest: where two are equal by chance, one is taken for a duplicate, which does no harm.
            String digits = content.fingerprint().text().substring(2, 18);
            contents[count++] = Long.parseUnsignedLong(digits, 16) ^ Long.parseUnsignedLong(owner.hex(), 8, 24, 16);
        }

        void sort() {
            long[] sorted = Arrays.copyOf(contents, count);
            Arrays.sort(sorted);
            for (int i = 1; i < count; i++) {
                if (sorted[i] == sorted[i - 1]) {
                    last.put(sorted[i], -1);
                }
            }
            for (int i = 0; i < count; i++) {
                last.replace(contents[i], i);
            }
        }

        /** @param place counts from 0, in the order of {@link #add} */
        boolean is(int place) {
            return last.getOrDefault(contents[place], place) == place;
        }
    }
}

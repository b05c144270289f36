package dev.stencil.app.moving;

import dev.stencil.app.moving.OriginalFile.Original;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.util.Optional;

/**
 * Conversion of the original's templates, in two passes: which of several equal ones is the youngest, and so holds
 * their key, is known only after the last.
 */
final class OriginalTemplates {
    private final Adoption adoption;
    private final ImportNotes notes;
    private final YoungestDuplicates youngest = new YoungestDuplicates();
    private int place;

    OriginalTemplates(Adoption adoption, ImportNotes notes) {
        this.adoption = adoption;
        this.notes = notes;
    }

    /** What can be a template. */
    private record Owned(Adoption.Account owner, Content content) {}

    /** The first time. */
    void look(Original original) {
        if (problem(original).isEmpty()) {
            Owned owned = owned(original);
            if (!owned.content.isOpaque()) {
                youngest.add(owned.owner.id(), owned.content.fingerprint());
            }
        }
    }

    void sort() {
        youngest.sort();
    }

    /** The second time, in the same order. */
    Optional<Archived<Template>> adopt(Original original) {
        Optional<String> problem = problem(original);
        if (problem.isPresent()) {
            notes.leftOut(original, problem.get());
            return Optional.empty();
        }
        Owned owned = owned(original);
        Id id = original.document().id();
        Instant created = owned.owner.created(id);
        Template template = new Template(id, owned.owner.id(), owned.content, 1, created, created);
        boolean holds = owned.content.isOpaque() || youngest.is(place++);
        return Optional.of(new Archived<>(template, holds ? KeyRole.HOLDER : KeyRole.SHARER));
    }

    private Optional<String> problem(Original original) {
        if (original.document().hasChosenId()) {
            return Optional.of("the _id is no ObjectId");
        }
        if (!original.document().members().contains("template")) {
            return Optional.of("it has no member template");
        }
        Optional<String> profile = original.document().text("profile");
        if (profile.isEmpty()) {
            return Optional.of("the profile is no string: nobody's");
        }
        return profile.flatMap(adoption::find).isPresent()
                ? Optional.empty()
                : Optional.of("the profile names no account: nobody's");
    }

    private Owned owned(Original original) {
        return new Owned(
                original.document().text("profile").flatMap(adoption::find).orElseThrow(),
                original.document().content("template").orElseThrow());
    }
}

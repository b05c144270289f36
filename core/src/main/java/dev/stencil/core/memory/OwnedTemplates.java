package dev.stencil.core.memory;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The templates of one owner, indexed by position, id and content. */
final class OwnedTemplates {
    private final NavigableMap<Position, Template> byPosition = new TreeMap<>();
    private final Map<Id, Position> byId = new HashMap<>();
    /** Several of one content were adopted: the oldest comes first. */
    private final Map<Fingerprint, NavigableSet<Position>> byFingerprint = new HashMap<>();
    private final Map<Id, KeyRole> roles = new HashMap<>();

    NavigableMap<Position, Template> list() {
        return byPosition;
    }

    void put(Template template, KeyRole role) {
        byPosition.put(template.position(), template);
        byId.put(template.id(), template.position());
        roles.put(template.id(), role);
        if (!template.content().isOpaque()) {
            byFingerprint.computeIfAbsent(template.content().fingerprint(), equal -> new TreeSet<>())
                    .add(template.position());
        }
    }

    Optional<Template> find(Id id) {
        return Optional.ofNullable(byId.get(id)).map(byPosition::get);
    }

    Optional<Template> find(Fingerprint fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint)).map(NavigableSet::first).map(byPosition::get);
    }

    void refuseIfThere(Content content) {
        if (!content.isOpaque()) {
            find(content.fingerprint()).ifPresent(other -> {
                throw new Failure.Conflict(other.id());
            });
        }
    }

    Template replace(Template old, Content replacement, Instant now) {
        boolean equal = replacement.equals(old.content());
        if (!equal) {
            refuseIfThere(replacement);
        }
        KeyRole role = equal ? role(old.id()) : KeyRole.HOLDER;
        Template replaced = old.replaced(replacement, now);
        remove(old);
        put(replaced, role);
        return replaced;
    }

    void remove(Template template) {
        byPosition.remove(template.position());
        byId.remove(template.id());
        roles.remove(template.id());
        if (!template.content().isOpaque()) {
            byFingerprint.computeIfPresent(template.content().fingerprint(), (fingerprint, equal) -> {
                equal.remove(template.position());
                return equal.isEmpty() ? null : equal;
            });
        }
    }

    private KeyRole role(Id id) {
        return roles.getOrDefault(id, KeyRole.HOLDER);
    }

    List<Archived<Template>> all() {
        return byPosition.values().stream().map(template -> new Archived<>(template, role(template.id()))).toList();
    }

    Optional<Archived<Template>> archived(Id id) {
        return find(id).map(template -> new Archived<>(template, role(id)));
    }

    void refuseIfKeyIsHeld(Template template, KeyRole role) {
        if (role == KeyRole.HOLDER && !template.content().isOpaque()) {
            byFingerprint.getOrDefault(template.content().fingerprint(), new TreeSet<>()).stream()
                    .flatMap(position -> Optional.ofNullable(byPosition.get(position)).stream())
                    .filter(other -> role(other.id()) == KeyRole.HOLDER)
                    .findFirst()
                    .ifPresent(holder -> {
                        throw new Failure.Conflict(holder.id());
                    });
        }
    }
}

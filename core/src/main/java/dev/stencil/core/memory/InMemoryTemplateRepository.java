package dev.stencil.core.memory;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemoryTemplateRepository implements TemplateRepository {
    private final Map<Id, OwnedTemplates> byOwner = new HashMap<>();

    private OwnedTemplates of(Id owner) {
        return byOwner.computeIfAbsent(owner, id -> new OwnedTemplates());
    }

    @Override
    public synchronized void add(Template template) {
        OwnedTemplates owned = of(template.owner());
        // Its content may have been replaced since it was added.
        if (owned.find(template.id()).isPresent()) {
            return;
        }
        owned.refuseIfThere(template.content());
        owned.put(template, KeyRole.HOLDER);
    }

    @Override
    public synchronized Optional<Template> find(Id owner, Id id) {
        return of(owner).find(id);
    }

    @Override
    public synchronized Optional<Template> find(Id owner, Fingerprint fingerprint) {
        return of(owner).find(fingerprint);
    }

    @Override
    public synchronized int count(Id owner, int atMost) {
        return Math.min(of(owner).list().size(), atMost);
    }

    @Override
    public synchronized Optional<Instant> latest() {
        return byOwner.values().stream()
                .flatMap(owned -> owned.list().values().stream())
                .max(Comparator.comparing(Template::id))
                .map(Template::created);
    }

    @Override
    public synchronized Page page(Id owner, @Nullable Position after, Order order, int limit) {
        NavigableMap<Position, Template> list = of(owner).list();
        if (order == Order.NEWEST_FIRST) {
            list = list.descendingMap();
        }
        if (after != null) {
            list = list.tailMap(after, false);
        }
        return Page.of(list.values().iterator(), limit);
    }

    @Override
    public synchronized Optional<Template> replace(Id owner, Fingerprint current, Content replacement, Instant now) {
        OwnedTemplates owned = of(owner);
        return owned.find(current).map(old -> owned.replace(old, replacement, now));
    }

    @Override
    public synchronized Optional<Template> replace(
            Id owner, Id id, Versions expected, Content replacement, Instant now) {
        OwnedTemplates owned = of(owner);
        return owned.find(id).map(old -> {
            expected.require(old.version());
            return owned.replace(old, replacement, now);
        });
    }

    @Override
    public synchronized boolean remove(Id owner, Fingerprint fingerprint) {
        Optional<Template> found = of(owner).find(fingerprint);
        found.ifPresent(of(owner)::remove);
        return found.isPresent();
    }

    @Override
    public synchronized boolean remove(Id owner, Id id, Versions expected) {
        Optional<Template> found = of(owner).find(id);
        found.ifPresent(template -> {
            expected.require(template.version());
            of(owner).remove(template);
        });
        return found.isPresent();
    }

    @Override
    public synchronized int removeAll(Id owner, int atMost) {
        OwnedTemplates owned = of(owner);
        List<Template> doomed = owned.list().values().stream().limit(atMost).toList();
        doomed.forEach(owned::remove);
        return doomed.size();
    }

    synchronized List<Archived<Template>> all() {
        return byOwner.values().stream().flatMap(owned -> owned.all().stream()).toList();
    }

    /** Adds an archived template as {@code Intake} promises; its owner must be there. */
    synchronized boolean put(Template template, KeyRole role) {
        Optional<Archived<Template>> there = byOwner.values().stream()
                .flatMap(owned -> owned.archived(template.id()).stream())
                .findFirst();
        if (there.isPresent()) {
            if (there.get().role() != role || !there.get().item().isIdenticalTo(template)) {
                throw new Failure.Conflict(template.id());
            }
            return false;
        }
        of(template.owner()).refuseIfKeyIsHeld(template, role);
        of(template.owner()).put(template, role);
        return true;
    }
}

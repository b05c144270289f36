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
    private final Map<Id, Shelf> shelves = new HashMap<>();

    private Shelf shelf(Id owner) {
        return shelves.computeIfAbsent(owner, id -> new Shelf());
    }

    @Override
    public synchronized void add(Template template) {
        Shelf shelf = shelf(template.owner());
        // Its content may have been replaced since it was added.
        if (shelf.find(template.id()).isPresent()) {
            return;
        }
        shelf.refuseIfThere(template.content());
        shelf.put(template, KeyRole.HOLDER);
    }

    @Override
    public synchronized Optional<Template> find(Id owner, Id id) {
        return shelf(owner).find(id);
    }

    @Override
    public synchronized Optional<Template> find(Id owner, Fingerprint fingerprint) {
        return shelf(owner).find(fingerprint);
    }

    @Override
    public synchronized int count(Id owner, int atMost) {
        return Math.min(shelf(owner).list().size(), atMost);
    }

    @Override
    public synchronized Optional<Instant> latest() {
        return shelves.values().stream()
                .flatMap(shelf -> shelf.list().values().stream())
                .max(Comparator.comparing(Template::id))
                .map(Template::created);
    }

    @Override
    public synchronized Page page(Id owner, @Nullable Position after, Order order, int limit) {
        NavigableMap<Position, Template> list = shelf(owner).list();
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
        Shelf shelf = shelf(owner);
        return shelf.find(current).map(old -> shelf.replace(old, replacement, now));
    }

    @Override
    public synchronized Optional<Template> replace(
            Id owner, Id id, Versions expected, Content replacement, Instant now) {
        Shelf shelf = shelf(owner);
        return shelf.find(id).map(old -> {
            expected.require(old.version());
            return shelf.replace(old, replacement, now);
        });
    }

    @Override
    public synchronized boolean remove(Id owner, Fingerprint fingerprint) {
        Optional<Template> found = shelf(owner).find(fingerprint);
        found.ifPresent(shelf(owner)::remove);
        return found.isPresent();
    }

    @Override
    public synchronized boolean remove(Id owner, Id id, Versions expected) {
        Optional<Template> found = shelf(owner).find(id);
        found.ifPresent(template -> {
            expected.require(template.version());
            shelf(owner).remove(template);
        });
        return found.isPresent();
    }

    @Override
    public synchronized int removeAll(Id owner, int atMost) {
        Shelf shelf = shelf(owner);
        List<Template> doomed = shelf.list().values().stream().limit(atMost).toList();
        doomed.forEach(shelf::remove);
        return doomed.size();
    }

    synchronized List<Archived<Template>> all() {
        return shelves.values().stream().flatMap(shelf -> shelf.all().stream()).toList();
    }

    /** What {@code Intake} promises, for an owner that there is. */
    synchronized boolean put(Template template, KeyRole role) {
        Optional<Archived<Template>> there = shelves.values().stream()
                .flatMap(shelf -> shelf.archived(template.id()).stream())
                .findFirst();
        if (there.isPresent()) {
            if (there.get().role() != role || !there.get().item().isIdenticalTo(template)) {
                throw new Failure.Conflict(template.id());
            }
            return false;
        }
        shelf(template.owner()).refuseIfKeyIsHeld(template, role);
        shelf(template.owner()).put(template, role);
        return true;
    }
}

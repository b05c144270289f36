package dev.stencil.core.memory;

import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Fingerprint;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Order;
import dev.stencil.core.domain.Page;
import dev.stencil.core.domain.Position;
import dev.stencil.core.domain.Template;
import dev.stencil.core.domain.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

final class InMemoryTemplateRepository implements TemplateRepository {
    private final Map<Id, Shelf> shelves = new HashMap<>();

    /** The templates of one owner, by place, by id and by content. */
    private static final class Shelf {
        private final NavigableMap<Position, Template> byPosition = new TreeMap<>();
        private final Map<Id, Position> byId = new HashMap<>();
        private final Map<Fingerprint, Position> byFingerprint = new HashMap<>();

        void put(Template template) {
            byPosition.put(template.position(), template);
            byId.put(template.id(), template.position());
            if (!template.content().isOpaque()) {
                byFingerprint.put(template.content().fingerprint(), template.position());
            }
        }

        Optional<Template> find(Id id) {
            return Optional.ofNullable(byId.get(id)).map(byPosition::get);
        }

        Optional<Template> find(Fingerprint fingerprint) {
            return Optional.ofNullable(byFingerprint.get(fingerprint)).map(byPosition::get);
        }

        void refuseIfAnotherHas(Content content, @Nullable Template self) {
            if (content.isOpaque()) {
                return;
            }
            find(content.fingerprint()).filter(other -> !other.equals(self)).ifPresent(other -> {
                throw new Failure.Conflict(other.id());
            });
        }

        Template replace(Template old, Content replacement, Instant now) {
            refuseIfAnotherHas(replacement, old);
            Template replaced = old.replaced(replacement, now);
            remove(old);
            put(replaced);
            return replaced;
        }

        void remove(Template template) {
            byPosition.remove(template.position());
            byId.remove(template.id());
            if (!template.content().isOpaque()) {
                byFingerprint.remove(template.content().fingerprint());
            }
        }
    }

    private Shelf shelf(Id owner) {
        return shelves.computeIfAbsent(owner, id -> new Shelf());
    }

    @Override
    public synchronized void add(Template template) {
        Shelf shelf = shelf(template.owner());
        // Its content may have been replaced since it was added.
        if (shelf.byId.containsKey(template.id())) {
            return;
        }
        shelf.refuseIfAnotherHas(template.content(), null);
        shelf.put(template);
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
        return Math.min(shelf(owner).byId.size(), atMost);
    }

    @Override
    public synchronized Page page(Id owner, @Nullable Position after, Order order, int limit) {
        NavigableMap<Position, Template> list = shelf(owner).byPosition;
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
}

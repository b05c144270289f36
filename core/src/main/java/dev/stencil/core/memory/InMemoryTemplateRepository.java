package dev.stencil.core.memory;

import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Fingerprint;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Order;
import dev.stencil.core.domain.Page;
import dev.stencil.core.domain.Position;
import dev.stencil.core.domain.Template;
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

    /** The templates of one owner, by place and by content. */
    private static final class Shelf {
        private final NavigableMap<Position, Template> byPosition = new TreeMap<>();
        private final Map<Fingerprint, Position> byFingerprint = new HashMap<>();

        void put(Template template) {
            byPosition.put(template.position(), template);
            byFingerprint.put(template.content().fingerprint(), template.position());
        }

        Optional<Template> find(Fingerprint fingerprint) {
            return Optional.ofNullable(byFingerprint.get(fingerprint)).map(byPosition::get);
        }

        void remove(Template template) {
            byPosition.remove(template.position());
            byFingerprint.remove(template.content().fingerprint());
        }
    }

    private Shelf shelf(Id owner) {
        return shelves.computeIfAbsent(owner, id -> new Shelf());
    }

    @Override
    public synchronized void add(Template template) {
        Shelf shelf = shelf(template.owner());
        // Its content may have been replaced since it was added.
        if (shelf.byPosition.containsKey(template.position())) {
            return;
        }
        shelf.find(template.content().fingerprint()).ifPresent(existing -> {
            throw new Failure.Conflict(existing.id());
        });
        shelf.put(template);
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
        Optional<Template> found = shelf.find(current);
        found.ifPresent(old -> shelf.find(replacement.fingerprint())
                .filter(other -> !other.id().equals(old.id()))
                .ifPresent(other -> {
                    throw new Failure.Conflict(other.id());
                }));
        return found.map(old -> {
            Template replaced = old.replaced(replacement, now);
            shelf.remove(old);
            shelf.put(replaced);
            return replaced;
        });
    }

    @Override
    public synchronized boolean remove(Id owner, Fingerprint fingerprint) {
        Optional<Template> found = shelf(owner).find(fingerprint);
        found.ifPresent(shelf(owner)::remove);
        return found.isPresent();
    }
}

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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
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
        return of(owner).find(current).map(old -> of(owner).replace(old, replacement, now));
    }

    @Override
    public synchronized Optional<Template> replace(
            Id owner, Id id, Versions expected, Content replacement, Instant now) {
        return of(owner).find(id).map(old -> {
            expected.require(old.version());
            return of(owner).replace(old, replacement, now);
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
        found.ifPresent(template -> expected.require(template.version()));
        found.ifPresent(of(owner)::remove);
        return found.isPresent();
    }

    @Override
    public synchronized int removeAll(Id owner, int atMost) {
        List<Template> doomed = of(owner).list().values().stream().limit(atMost).toList();
        doomed.forEach(of(owner)::remove);
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
        of(template.owner()).put(template, role);
        return true;
    }

    /** The templates of one owner, indexed by position, id and key. */
    private static final class OwnedTemplates {
        private final NavigableMap<Position, Template> byPosition = new TreeMap<>();
        private final Map<Id, Archived<Template>> byId = new HashMap<>();
        private final NavigableMap<String, Template> byKey = new TreeMap<>();

        NavigableMap<Position, Template> list() {
            return byPosition;
        }

        Collection<Archived<Template>> all() {
            return byId.values();
        }

        Optional<Archived<Template>> archived(Id id) {
            return Optional.ofNullable(byId.get(id));
        }

        Optional<Template> find(Id id) {
            return archived(id).map(Archived::item);
        }

        /** Of several of one content that were adopted, the oldest. */
        Optional<Template> find(Fingerprint fingerprint) {
            // A sharer's key is the fingerprint, a colon and more: see KeyRole.
            return byKey.subMap(fingerprint.text(), fingerprint.text() + ';').values().stream()
                    .min(Comparator.comparing(Template::position));
        }

        /** @throws Failure.Conflict if another has the key that the role gives it */
        void put(Template template, KeyRole role) {
            Template holder = byKey.putIfAbsent(role.key(template), template);
            if (holder != null) {
                throw new Failure.Conflict(holder.id());
            }
            byPosition.put(template.position(), template);
            byId.put(template.id(), new Archived<>(template, role));
        }

        void refuseIfThere(Content content) {
            if (!content.isOpaque()) {
                find(content.fingerprint()).ifPresent(other -> {
                    throw new Failure.Conflict(other.id());
                });
            }
        }

        Template replace(Template old, Content replacement, Instant now) {
            KeyRole role = archived(old.id()).orElseThrow().role();
            if (!replacement.equals(old.content())) {
                refuseIfThere(replacement);
                role = KeyRole.HOLDER;
            }
            Template replaced = old.replaced(replacement, now);
            remove(old);
            put(replaced, role);
            return replaced;
        }

        void remove(Template template) {
            byPosition.remove(template.position());
            archived(template.id()).ifPresent(there -> byKey.remove(there.role().key(template)));
            byId.remove(template.id());
        }
    }
}

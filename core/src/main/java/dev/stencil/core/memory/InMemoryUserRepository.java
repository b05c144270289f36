package dev.stencil.core.memory;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.port.UserRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

final class InMemoryUserRepository implements UserRepository {
    private final Map<Id, User> byId = new HashMap<>();
    private final NavigableMap<String, Id> byKey = new TreeMap<>();
    private final Map<Id, Tombstone> tombstones = new HashMap<>();

    @Override
    public synchronized void add(User user) {
        if (byId.containsKey(user.id())) {
            return;
        }
        sharing(user.name().key()).stream().findFirst().ifPresent(taken -> {
            throw new Failure.Conflict(taken.id());
        });
        insert(user, KeyRole.HOLDER);
    }

    private void insert(User user, KeyRole role) {
        byId.put(user.id(), user);
        byKey.put(role.key(user), user.id());
    }

    @Override
    public synchronized Optional<User> find(UserName name) {
        return sharing(name.key()).stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(byKey.get(name.key())).flatMap(this::find));
    }

    /** The holder of the key first. An adopted name may itself have NUL after something that is another's key. */
    private List<User> sharing(String key) {
        return byKey.subMap(key, key + '\u0001').values().stream()
                .flatMap(id -> find(id).stream())
                .filter(user -> user.name().key().equals(key))
                .toList();
    }

    @Override
    public synchronized Optional<User> find(Id id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public synchronized boolean replace(User expected, User replacement) {
        Optional<User> user = find(expected.id())
                .filter(stored -> stored.passwordHash().equals(expected.passwordHash())
                        && stored.access().equals(expected.access())
                        && stored.roles().equals(expected.roles())
                        && stored.reset().equals(expected.reset()));
        user.ifPresent(stored -> byId.put(stored.id(), replacement));
        return user.isPresent();
    }

    @Override
    public synchronized UserPage page(UserFilter filter, @Nullable String after, int limit) {
        NavigableMap<String, Id> rest =
                after == null ? byKey.tailMap(filter.keyPrefix(), true) : byKey.tailMap(after, false);
        Iterator<UserPage.Keyed> candidates = rest.entrySet().stream()
                .flatMap(entry -> find(entry.getValue()).stream().map(user -> new UserPage.Keyed(entry.getKey(), user)))
                .filter(candidate -> filter.hasStateAndRoleOf(candidate.user()))
                .iterator();
        return UserPage.of(candidates, filter, limit);
    }

    @Override
    public synchronized List<User> closed(int limit) {
        return byId.values().stream().filter(user -> user.access().isClosed()).limit(limit).toList();
    }

    @Override
    public synchronized void delete(User closed, Instant now) {
        find(closed.id()).filter(user -> user.access().isClosed()).ifPresent(user -> {
            tombstones.put(user.id(), new Tombstone(user.id(), now));
            byId.remove(user.id());
            byKey.values().remove(user.id());
        });
    }

    @Override
    public synchronized List<Tombstone> tombstones(Instant left, int limit) {
        return tombstones.values().stream().filter(tombstone -> !tombstone.left().isAfter(left)).limit(limit).toList();
    }

    @Override
    public synchronized void removeTombstone(Id user) {
        tombstones.remove(user);
    }

    synchronized List<Archived<User>> all() {
        List<Archived<User>> all = new ArrayList<>();
        byKey.forEach((key, id) -> find(id).ifPresent(user -> all.add(new Archived<>(user, KeyRole.of(user, key)))));
        return all;
    }

    /** Adds an archived account as {@code Intake} promises. */
    synchronized boolean put(User user, KeyRole role) {
        Id holder = byKey.get(role.key(user));
        if (user.id().equals(holder) && user.equals(byId.get(user.id()))) {
            return false;
        }
        if (holder != null || byId.containsKey(user.id())) {
            throw new Failure.Conflict(holder == null ? user.id() : holder);
        }
        insert(user, role);
        return true;
    }
}

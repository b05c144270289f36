package dev.stencil.core.memory;

import dev.stencil.core.domain.Archived;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.KeyRole;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.UserRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

final class InMemoryUserRepository implements UserRepository {
    private final Map<Id, User> byId = new HashMap<>();
    private final NavigableMap<String, Id> byKey = new TreeMap<>();

    @Override
    public synchronized void add(User user) {
        if (byId.containsKey(user.id())) {
            return;
        }
        List<User> sharing = sharing(user.name().key());
        if (!sharing.isEmpty()) {
            throw new Failure.Conflict(sharing.getFirst().id());
        }
        insert(user, KeyRole.HOLDER);
    }

    private void insert(User user, KeyRole role) {
        byId.put(user.id(), user);
        byKey.put(role.key(user), user.id());
    }

    @Override
    public synchronized Optional<User> find(UserName name) {
        List<User> sharing = sharing(name.key());
        return sharing.stream()
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
    public synchronized boolean replacePasswordHash(Id id, String expected, String replacement, Instant now) {
        Optional<User> user = find(id).filter(found -> found.passwordHash().equals(expected));
        user.ifPresent(found -> byId.put(id, new User(id, found.name(), replacement, found.created(), now)));
        return user.isPresent();
    }

    synchronized List<Archived<User>> all() {
        List<Archived<User>> all = new ArrayList<>();
        byKey.forEach((key, id) -> find(id).ifPresent(user -> all.add(new Archived<>(user, KeyRole.of(user, key)))));
        return all;
    }

    /** What {@code Intake} promises. */
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

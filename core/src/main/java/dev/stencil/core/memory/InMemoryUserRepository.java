package dev.stencil.core.memory;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.UserRepository;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class InMemoryUserRepository implements UserRepository {
    private final Map<Id, User> byId = new HashMap<>();
    private final Map<String, Id> byKey = new HashMap<>();

    @Override
    public synchronized void add(User user) {
        Id holder = byKey.computeIfAbsent(user.name().key(), key -> user.id());
        if (!holder.equals(user.id())) {
            throw new Failure.Conflict(holder);
        }
        byId.putIfAbsent(user.id(), user);
    }

    @Override
    public synchronized Optional<User> find(UserName name) {
        return Optional.ofNullable(byKey.get(name.key())).flatMap(this::find);
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
}

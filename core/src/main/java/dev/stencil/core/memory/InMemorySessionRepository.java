package dev.stencil.core.memory;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.SessionRepository;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

final class InMemorySessionRepository implements SessionRepository {
    private static final Comparator<SessionId> LATEST_FIRST = Comparator.comparing(SessionId::text).reversed();

    private final Map<Id, Map<SessionId, Session>> sessions = new HashMap<>();
    private final Map<RevokedKey, RevokedToken> revoked = new HashMap<>();

    private record RevokedKey(Id user, SessionId token) {}

    private Map<SessionId, Session> of(Id user) {
        return sessions.getOrDefault(user, Map.of());
    }

    private void put(Session session) {
        sessions.computeIfAbsent(session.user(), user -> new TreeMap<>(LATEST_FIRST)).put(session.id(), session);
    }

    @Override
    public synchronized void add(Session session) {
        if (find(session.user(), session.id()).isEmpty()) {
            put(session);
        }
    }

    @Override
    public synchronized Optional<Session> find(Id user, SessionId id) {
        return Optional.ofNullable(of(user).get(id));
    }

    @Override
    public synchronized List<Session> list(Id user, int limit) {
        return of(user).values().stream().limit(limit).toList();
    }

    @Override
    public synchronized boolean refresh(Session expected, Session refreshed) {
        Optional<Session> stored = find(expected.user(), expected.id())
                .filter(session -> session.refresh().currentHash().equals(expected.refresh().currentHash()));
        stored.ifPresent(session -> put(session.refreshed(
                refreshed.refresh(), refreshed.lastUsed(), refreshed.expires())));
        return stored.isPresent();
    }

    @Override
    public synchronized void touch(Id user, SessionId id, Instant used, Instant expires) {
        find(user, id)
                .filter(session -> session.lastUsed().isBefore(used))
                .ifPresent(session -> put(session.used(used, expires)));
    }

    @Override
    public synchronized boolean remove(Id user, SessionId id) {
        return of(user).values().removeIf(session -> session.id().equals(id));
    }

    @Override
    public synchronized void removeAllBut(Id user, int keep) {
        of(user).values().retainAll(list(user, keep));
    }

    @Override
    public synchronized void removeEarlier(Id user, long epoch, Optional<SessionId> survivor) {
        of(user).values().removeIf(session -> session.epoch() < epoch && !survivor.equals(Optional.of(session.id())));
    }

    @Override
    public synchronized int removeAll(Id user, int atMost) {
        int removed = remove(of(user).values(), session -> true, atMost);
        return removed + remove(revoked.values(), token -> token.user().equals(user), atMost - removed);
    }

    @Override
    public synchronized int removeExpired(Instant now, int atMost) {
        int removed = 0;
        for (Map<SessionId, Session> each : sessions.values()) {
            removed += remove(each.values(), session -> !session.expires().isAfter(now), atMost - removed);
        }
        sessions.values().removeIf(Map::isEmpty);
        return removed + remove(revoked.values(), token -> !token.expires().isAfter(now), atMost - removed);
    }

    private static <T> int remove(Iterable<T> values, Predicate<T> wanted, int atMost) {
        int removed = 0;
        for (Iterator<T> each = values.iterator(); removed < atMost && each.hasNext();) {
            if (wanted.test(each.next())) {
                each.remove();
                removed++;
            }
        }
        return removed;
    }

    @Override
    public synchronized void revoke(Id user, SessionId token, Instant expires) {
        revoked.putIfAbsent(new RevokedKey(user, token), new RevokedToken(user, token, expires));
    }

    synchronized List<RevokedToken> revoked() {
        return List.copyOf(revoked.values());
    }

    @Override
    public synchronized boolean isRevoked(Id user, SessionId token) {
        return revoked.containsKey(new RevokedKey(user, token));
    }
}

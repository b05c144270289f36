package dev.stencil.core.usecase.policy;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.session.SessionLimits;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.Tokens.Claims;
import dev.stencil.core.port.UserRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the sessions that count. An entry lives for {@link #MEMORY} and is dropped when this process ends the
 * session: an end is seen at once here and within that time in other processes, and most requests need no read. Bounded
 * to {@value #MAX_REMEMBERED} sessions.
 */
public final class LiveSessions implements AutoCloseable {
    /** How long an entry is used. */
    public static final Duration MEMORY = Duration.ofSeconds(2);

    static final int MAX_REMEMBERED = 10_000;

    private static final Duration BETWEEN_TOUCHES = Duration.ofMinutes(5);
    private static final int MAX_TOUCHES_WAITING = 1_000;

    private final Storage storage;
    private final SessionLimits limits;
    private final InstantSource clock;
    private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();
    /** Records the last use of sessions in the background; an update that finds no room is made at the next use. */
    private final ThreadPoolExecutor touching = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_TOUCHES_WAITING),
            Thread.ofPlatform().daemon().name("stencil-touching").factory(), new ThreadPoolExecutor.DiscardPolicy());

    public LiveSessions(Storage storage, SessionLimits limits, InstantSource clock) {
        this.storage = storage;
        this.limits = limits;
        this.clock = clock;
        touching.allowCoreThreadTimeOut(true);
    }

    private record Key(Id user, SessionId session) {}

    /** Entry of the cache: one read, shared by all requests that arrive meanwhile. */
    private final class Entry {
        private final Key key;
        private final long since = clock.millis();
        private @Nullable User user;
        private @Nullable Failure failure;

        Entry(Key key) {
            this.key = key;
        }

        boolean isFresh() {
            long age = clock.millis() - since;
            return age >= 0 && age < MEMORY.toMillis();
        }

        /**
         * Requests that waited for a failed read fail with it: read one after the other, each would wait as long again.
         */
        synchronized User user() {
            if (failure != null) {
                throw failure;
            }
            if (user == null) {
                try {
                    user = read(key);
                } catch (Failure e) {
                    failure = e;
                    throw e;
                }
            }
            return user;
        }
    }

    /**
     * The account whose session it is, as it was at most {@link #MEMORY} ago.
     *
     * @throws Failure.Unauthenticated if the session does not count (any more)
     */
    public User user(Claims token) {
        return keyOf(token).map(this::remembered).orElseGet(() -> withoutSession(token));
    }

    /**
     * The account as it is now, for what must not be decided by what was remembered.
     *
     * @throws Failure.Unauthenticated if the session does not count any more
     */
    public User read(Claims token) {
        return keyOf(token).map(this::read).orElseGet(() -> withoutSession(token));
    }

    /** Nothing for a token of the original, which has no session. */
    private static Optional<Key> keyOf(Claims token) {
        return token.user()
                .filter(user -> token.session().id().isPresent())
                .map(user -> new Key(user, token.session()));
    }

    private User remembered(Key key) {
        Entry entry = entries.get(key);
        if (entry == null || !entry.isFresh()) {
            if (entries.size() >= MAX_REMEMBERED) {
                entries.clear();
            }
            entry = entries.compute(key, (same, old) -> old != null && old.isFresh() ? old : new Entry(same));
        }
        try {
            return entry.user();
        } catch (Failure failure) {
            entries.remove(key, entry);
            throw failure;
        }
    }

    private User read(Key key) {
        User user = known(storage.users().find(key.user()));
        Instant now = clock.instant();
        Session session = storage.sessions()
                .find(key.user(), key.session())
                .filter(found -> user.access().admits(found, now))
                .orElseThrow(LiveSessions::revoked);
        if (session.lastUsed().plus(BETWEEN_TOUCHES).isBefore(now)) {
            touching.execute(() -> touch(session, now));
        }
        return user;
    }

    private void touch(Session session, Instant now) {
        try {
            storage.sessions().touch(session.user(), session.id(), now, limits.expiry(session.created(), now));
        } catch (Failure.Unavailable e) {
            // The next use makes up for it.
        } catch (RuntimeException | Error e) {
            // Reported, without ending the thread.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /** The account of a token of the original: these get fewer every day and are not cached. */
    private User withoutSession(Claims token) {
        User user = known(storage.users()
                .find(token.subject())
                // No password was asked for: a variant of the name may be somebody else's.
                .filter(found -> found.name().equals(token.subject()))
                // The name may belong to a later account by now.
                .filter(found -> token.user().map(found.id()::equals).orElse(true)));
        if (!user.access().admits(token.session(), token.issued())
                || storage.sessions().isRevoked(user.id(), token.session())) {
            throw revoked();
        }
        return user;
    }

    /** A disabled account is known, too: its tokens are those of a session that has ended. */
    private static User known(Optional<User> found) {
        return found.filter(user -> !user.access().isClosed())
                .orElseThrow(() -> new Failure.Unauthenticated(Failure.Unauthenticated.Reason.UNKNOWN_USER));
    }

    /**
     * Replaces an account as {@link UserRepository#replace} does. Sessions that this ends are over at once here, and
     * are removed; those that cannot be removed now are removed when they expire.
     */
    public boolean replace(User expected, User replacement) {
        if (!storage.users().replace(expected, replacement)) {
            return false;
        }
        forget(replacement.id());
        Access access = replacement.access();
        if (access.epoch() != expected.access().epoch()) {
            try {
                storage.sessions().removeEarlier(replacement.id(), access.epoch(), access.survivor());
            } catch (Failure.Unavailable e) {
                // They no longer count: nothing is lost.
            }
        }
        return true;
    }

    /** Drops the entries of a user; call it after each removal of a session. */
    public void forget(Id user) {
        entries.keySet().removeIf(key -> key.user().equals(user));
    }

    public static Failure.Unauthenticated revoked() {
        return new Failure.Unauthenticated(Failure.Unauthenticated.Reason.REVOKED);
    }

    /** Ends the background thread. */
    @Override
    public void close() {
        touching.shutdown();
    }
}

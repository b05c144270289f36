package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.PasswordRules;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.UserRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Opens an account. */
public final class RegisterUser {
    private final UserRepository users;
    private final PasswordHasher hasher;
    private final HashingPool hashing;
    private final PasswordRules rules;
    private final InstantSource clock;
    private final IdGenerator ids;
    private final Events events;

    public RegisterUser(
            UserRepository users,
            PasswordHasher hasher,
            HashingPool hashing,
            PasswordRules rules,
            InstantSource clock,
            Events events) {
        this.users = users;
        this.hasher = hasher;
        this.hashing = hashing;
        this.rules = rules;
        this.clock = new SteadyClock(clock);
        this.ids = new IdGenerator(this.clock);
        this.events = events;
    }

    /**
     * @return the id of the new account
     * @throws Failure.Invalid if the name or the password breaks a rule; the pointer is {@code /username} or
     *     {@code /password}
     * @throws Failure.Conflict if the name is taken, also in another case, width or normalisation
     * @throws Failure.Unavailable if there is no room to hash the password, or the store is away
     */
    public Id register(String name, String password) {
        UserName userName = checked("/username", () -> UserName.forNewAccount(name));
        checked("/password", () -> {
            rules.check(password, userName);
            return password;
        });
        // Answered before the slow hash. The store has the last word: add() checks again, in one step with the write.
        users.find(userName).ifPresent(taken -> {
            throw new Failure.Conflict(taken.id());
        });
        String hash = hashing.run(() -> hasher.hash(password));
        Instant now = clock.instant();
        User user = new User(ids.next(), userName, hash, now, now);
        users.add(user);
        events.report(new Event.Registered(user.id()));
        return user.id();
    }

    private static <T> T checked(String member, Supplier<T> check) {
        try {
            return check.get();
        } catch (Failure.Invalid e) {
            throw e.within(member);
        }
    }
}

package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.usecase.policy.RegistrationLimiter;
import java.time.Instant;
import java.util.function.Supplier;

/** Opens an account. */
public final class RegisterUser {
    private final Context context;
    private final RegistrationLimiter limiter;

    public RegisterUser(Context context, RegistrationLimiter limiter) {
        this.context = context;
        this.limiter = limiter;
    }

    /**
     * @param client where it is asked for: how often is limited by its address
     * @return the id of the new account
     * @throws Failure.Invalid if the name or the password breaks a rule; the pointer is {@code /username} or
     *     {@code /password}
     * @throws Failure.TooManyAttempts if too many were asked for from this address
     * @throws Failure.Conflict if the name is taken, also in another case, width or normalisation
     * @throws Failure.Unavailable if there is no room to hash the password, or the store is away
     */
    public Id register(String name, String password, Client client) {
        Arguments.required("name", name, "password", password, "client", client);
        User user = open(name, password, Roles.NONE, client, () -> limiter.count(client.address()));
        context.report(new Event.Registered(user.id(), client.address()));
        return user.id();
    }

    /**
     * Adds the account of somebody who may have one; to report it is left to the caller.
     *
     * @param permission asked for once name and password are checked
     */
    User open(String name, String password, Roles roles, Client client, Runnable permission) {
        UserName userName = checked("/username", () -> UserName.forNewAccount(name));
        context.passwords().checkNew("/password", password, userName);
        permission.run();
        // Answered before the slow hash. The store has the last word: add() checks again, in one step with the write.
        context.users().find(userName).ifPresent(taken -> {
            throw new Failure.Conflict(taken.id());
        });
        String hash = context.passwords().hash(password, client.address());
        Instant now = context.now();
        User user = new User(context.ids().next(), userName, hash, now, now);
        User added = user.with(Access.since(now), now).with(roles, now);
        context.users().add(added);
        return added;
    }

    static <T> T checked(String member, Supplier<T> check) {
        try {
            return check.get();
        } catch (Failure.Invalid e) {
            throw e.within(member);
        }
    }
}

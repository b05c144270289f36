package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Event.Administered.Step;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.PasswordReset;
import dev.stencil.core.domain.account.ResetToken;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.usecase.policy.LiveSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes care of other people's accounts, for an {@link Actor}. Each change is one compare-and-set on the account, and
 * is in force at once in this process, within {@link LiveSessions#MEMORY} in others. What an account is already changes
 * nothing and ends nothing. Any method may throw {@link Failure.Unavailable}.
 *
 * <p>An account that is being deleted is shown and can be deleted, which goes on; any other change of it is {@link
 * Failure.NotFound}, like that of one that is not there.
 *
 * <p>The last active account with the role {@value Roles#ADMIN} cannot be disabled, deleted or lose the role: {@link
 * Failure.LastAdmin}. The others are looked for just before the change: of the last two, both may be taken away at once
 * by two people. The command line makes another.
 */
public final class ManageAccounts {
    /** How often a change is tried that others keep winning over: a round is lost to one that was made. */
    private static final int MOST_TRIES = 20;

    private final Context context;
    private final RegisterUser registerUser;
    private final Duration resetLifetime;

    public ManageAccounts(Context context, RegisterUser registerUser, Duration resetLifetime) {
        this.context = context;
        this.registerUser = registerUser;
        this.resetLifetime = resetLifetime;
    }

    /**
     * A reset that has begun.
     *
     * @param token shown this once: the account keeps a hash of it
     * @param expires when it is good for nothing any more
     */
    public record Reset(ResetToken token, Instant expires) {}

    /**
     * A page of the accounts that fit, in the order of their names as names compare.
     *
     * @param after where the page before ended, of the same filter; {@code null} for the first page
     * @param limit at least 1
     */
    public UserPage list(Actor actor, UserFilter filter, @Nullable String after, int limit) {
        Arguments.required("actor", actor, "filter", filter);
        return context.users().page(filter, after, limit);
    }

    /** @throws Failure.NotFound if there is none */
    public User find(Actor actor, Id id) {
        Arguments.required("actor", actor, "id", id);
        return context.users().find(id).orElseThrow(Failure.NotFound::new);
    }

    /**
     * The account that somebody who logs in with that name means.
     *
     * @throws Failure.NotFound if there is none
     */
    public User find(Actor actor, String name) {
        Arguments.required("actor", actor, "name", name);
        return context.users().find(new UserName(name)).orElseThrow(Failure.NotFound::new);
    }

    /**
     * Adds an account, by the rules of registration but in any number.
     *
     * @throws Failure.Invalid if the name, the password or a role breaks a rule; the pointer is {@code /username},
     *     {@code /password} or that of a role in {@code /roles}
     * @throws Failure.Conflict if the name is taken
     */
    public User add(Actor actor, String name, String password, Collection<String> roles) {
        Arguments.required("actor", actor, "name", name, "password", password, "roles", roles);
        Roles checked = RegisterUser.checked("/roles", () -> Roles.of(roles));
        User added = registerUser.open(name, password, checked, actor.client(), () -> {});
        report(actor, Step.ADDED, added);
        return added;
    }

    /** Ends all sessions and tokens and lets nobody in until the account is enabled. Its data stays. */
    public User disable(Actor actor, Id id) {
        Arguments.required("actor", actor, "id", id);
        return change(actor, Step.DISABLED, id,
                (user, now) -> user.access().isDisabled() ? user : user.with(user.access().disabled(now), now));
    }

    /** Lets the owner log in again. No session and no token comes back. */
    public User enable(Actor actor, Id id) {
        Arguments.required("actor", actor, "id", id);
        return change(actor, Step.ENABLED, id,
                (user, now) -> user.access().isActive() ? user : user.with(user.access().enabled(now), now));
    }

    /**
     * Gives the account these roles in place of those it has. Sessions go on; their tokens say the new ones once they
     * are refreshed.
     *
     * @throws Failure.Invalid if one breaks a rule; the pointer is that of a role in {@code /roles}
     */
    public User setRoles(Actor actor, Id id, Collection<String> roles) {
        Arguments.required("actor", actor, "id", id, "roles", roles);
        Roles checked = RegisterUser.checked("/roles", () -> Roles.of(roles));
        return change(actor, Step.ROLES_SET, id,
                (user, now) -> user.roles().equals(checked) ? user : user.with(checked, now));
    }

    /**
     * Sets a password, which ends all sessions and tokens. An account that is disabled stays so.
     *
     * @throws Failure.Invalid if it breaks a rule; the pointer is {@code /new_password}
     */
    public User setPassword(Actor actor, Id id, String password) {
        Arguments.required("actor", actor, "id", id, "password", password);
        context.passwords().checkNew("/new_password", password, open(id).name());
        String hash = context.passwords().hash(password, actor.client().address());
        return change(actor, Step.PASSWORD_SET, id, (user, now) -> user.withPassword(hash, now));
    }

    /** Ends all sessions and tokens: one step, however many there are. */
    public User endSessions(Actor actor, Id id) {
        Arguments.required("actor", actor, "id", id);
        return change(actor, Step.SESSIONS_ENDED, id, (user, now) -> user.with(user.access().ended(now), now));
    }

    /**
     * Hands out a token to set a new password with, in place of one that was handed out before. Whatever ends all
     * sessions, a new password too, ends it. That of a disabled account sets a password and enables nobody.
     */
    public Reset beginReset(Actor actor, Id id) {
        Arguments.required("actor", actor, "id", id);
        ResetToken token = ResetToken.next(id);
        User changed = change(actor, Step.RESET_BEGUN, id,
                (user, now) -> user.with(PasswordReset.of(token, user.access(), now.plus(resetLifetime)), now));
        return new Reset(token, changed.reset().orElseThrow().expires());
    }

    /** Deletes an account with all that belongs to it: see {@link DeleteAccount}. */
    public void delete(Actor actor, Id id) {
        Arguments.required("actor", actor, "id", id);
        User found = find(actor, id);
        User closed = found.access().isClosed()
                ? found
                : change(actor, Step.CLOSED, id, (user, now) -> user.with(user.access().closed(now), now));
        new Sweep(context).finish(closed);
    }

    private User open(Id id) {
        return context.users().find(id).filter(user -> !user.access().isClosed()).orElseThrow(Failure.NotFound::new);
    }

    /** @param change gives back the same account if there is nothing to change */
    private User change(Actor actor, Step step, Id id, BiFunction<User, Instant, User> change) {
        for (int i = 0; i < MOST_TRIES; i++) {
            User before = open(id);
            User after = change.apply(before, context.now());
            if (after.equals(before)) {
                return before;
            }
            if (isActiveAdmin(before) && !isActiveAdmin(after)) {
                requireAnotherAdmin(id);
            }
            if (context.live().replace(before, after)) {
                report(actor, step, after);
                return after;
            }
        }
        throw new Failure.Unavailable(Duration.ofSeconds(1), "others keep changing an account", null);
    }

    private static boolean isActiveAdmin(User user) {
        return user.access().isActive() && user.roles().has(Roles.ADMIN);
    }

    private void requireAnotherAdmin(Id id) {
        UserFilter admins = UserFilter.ALL.withState(AccountState.ACTIVE).withRole(Roles.ADMIN);
        if (context.users().page(admins, null, 2).items().stream().allMatch(admin -> admin.id().equals(id))) {
            throw new Failure.LastAdmin();
        }
    }

    private void report(Actor actor, Step step, User user) {
        List<String> roles =
                step == Step.ADDED || step == Step.ROLES_SET ? user.roles().words() : List.of();
        context.report(new Event.Administered(step, user.id(), roles, actor.account(), actor.client().address()));
    }
}

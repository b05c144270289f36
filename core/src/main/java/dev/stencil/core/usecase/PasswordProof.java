package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.port.Events;
import dev.stencil.core.usecase.policy.LiveSessions;
import dev.stencil.core.usecase.policy.Passwords;
import java.util.Optional;

/** Check of the current password of a signed-in user, for actions that a stolen token must not be enough for. */
final class PasswordProof {
    private final LiveSessions live;
    private final Passwords passwords;
    private final Events events;

    PasswordProof(LiveSessions live, Passwords passwords, Events events) {
        this.live = live;
        this.passwords = passwords;
        this.events = events;
    }

    /**
     * @return the account as it was when the password was looked up
     * @throws Unauthenticated if the password is another, which counts as a guess within the session, or the session
     *     has ended meanwhile
     */
    User require(Caller caller, String password) {
        User user = live.read(caller.token());
        if (!matches(caller, user, password)) {
            events.report(new Event.PasswordRefused(user.id(), caller.session(), caller.client().address()));
            throw new Unauthenticated(Unauthenticated.Reason.CREDENTIALS);
        }
        return user;
    }

    private boolean matches(Caller caller, User user, String password) {
        try {
            return passwords.check(user.id(), caller.session(), password, caller.client().address())
                    .against(Optional.of(user)).matches();
        } catch (Failure.TooManyAttempts e) {
            events.report(new Event.PasswordRefused(user.id(), caller.session(), caller.client().address()));
            throw e;
        }
    }
}

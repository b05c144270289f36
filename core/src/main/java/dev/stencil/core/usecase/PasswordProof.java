package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.User;
import java.util.Optional;

/** Check of the current password of a signed-in user, for actions that a stolen token must not be enough for. */
final class PasswordProof {
    private PasswordProof() {}

    /**
     * @return the account as it was when the password was looked up
     * @throws Failure.Unauthenticated if the password is another, which counts as a guess within the session, or the
     *     session has ended meanwhile
     */
    static User require(Context context, Caller caller, String password) {
        User user = context.live().read(caller.token());
        String address = caller.client().address();
        try {
            if (!context.passwords().check(user.id(), caller.session(), password, address).against(Optional.of(user))
                    .matches()) {
                throw new Failure.Unauthenticated(Failure.Unauthenticated.Reason.CREDENTIALS);
            }
            return user;
        } catch (Failure.Unauthenticated | Failure.TooManyAttempts e) {
            context.report(new Event.PasswordRefused(user.id(), caller.session(), address));
            throw e;
        }
    }
}

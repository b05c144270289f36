package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Roles;
import java.util.Optional;

/**
 * Somebody who takes care of other people's accounts: an administrator who is signed in, or whoever has the store
 * itself.
 *
 * @param account of the administrator; nothing for the command line
 */
public record Actor(Optional<Id> account, Client client) {
    /** Whoever has a command line beside the store: no account is asked for. */
    public static final Actor COMMAND_LINE = new Actor(Optional.empty(), Client.at("-"));

    /**
     * The caller as an administrator. The account decides, as it was at most two seconds ago, not what the token says.
     *
     * @throws Failure.Forbidden unless the account has the role {@value Roles#ADMIN}
     */
    public static Actor of(Caller caller) {
        if (!caller.user().roles().has(Roles.ADMIN)) {
            throw new Failure.Forbidden();
        }
        return new Actor(Optional.of(caller.id()), caller.client());
    }
}

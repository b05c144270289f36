package dev.stencil.adapter.http;

import dev.stencil.core.usecase.Authenticate;
import dev.stencil.core.usecase.ChangePassword;
import dev.stencil.core.usecase.DeleteAccount;
import dev.stencil.core.usecase.ManageSessions;
import dev.stencil.core.usecase.ManageTemplates;
import dev.stencil.core.usecase.RefreshSession;
import dev.stencil.core.usecase.RegisterUser;
import dev.stencil.core.usecase.SignIn;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the server serves.
 *
 * @param keys the public keys that verify tokens, as a JWK set (RFC 7517); must answer at once
 * @param ready whether requests can be expected to succeed now; must answer at once
 */
public record Application(
        RegisterUser registerUser,
        SignIn signIn,
        RefreshSession refreshSession,
        Authenticate authenticate,
        ManageSessions manageSessions,
        ChangePassword changePassword,
        DeleteAccount deleteAccount,
        ManageTemplates manageTemplates,
        Supplier<String> keys,
        BooleanSupplier ready) {
    /** For tokens that are signed with a secret: no key is public. */
    public static final Supplier<String> NO_PUBLIC_KEYS = () -> "{\"keys\":[]}";
}

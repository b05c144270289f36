package dev.stencil.adapter.http;

import dev.stencil.core.usecase.Authenticate;
import dev.stencil.core.usecase.ManageTemplates;
import dev.stencil.core.usecase.RegisterUser;
import dev.stencil.core.usecase.SignIn;
import java.util.function.BooleanSupplier;

/**
 * What the server serves.
 *
 * @param ready whether requests can be expected to succeed now; must answer at once
 */
public record Application(
        RegisterUser registerUser,
        SignIn signIn,
        Authenticate authenticate,
        ManageTemplates manageTemplates,
        BooleanSupplier ready) {}

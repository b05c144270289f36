package dev.stencil.app.command;

import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.PasswordSettings;
import dev.stencil.app.config.Profile;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Store;
import dev.stencil.app.config.StoreChoice;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import dev.stencil.core.usecase.ManageAccounts;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Accounts of the store that flags and the environment name, as a development server chooses it. */
record AccountsInStore(StoreFlags flags, Map<String, String> environment, Events events) {
    /**
     * @throws BadSetting if what is given breaks a rule
     * @throws CommandFailed if there is no such store, or it cannot be opened, or the action cannot be done
     */
    void use(Consumer<ManageAccounts> action) {
        if (flags.chosen(environment) instanceof Store.Sqlite(Path folder) && !SqliteStorage.isIn(folder)) {
            throw new CommandFailed("there is no store in " + folder + ": name its folder with --data");
        }
        useOrMake(action);
    }

    /** The same, on a store that is made if it is not there. */
    void useOrMake(Consumer<ManageAccounts> action) {
        PasswordSettings passwords = passwords();
        try (Storage storage = opened(flags.chosen(environment));
                Stencil stencil = Stencil.builder(storage, passwords.hasher(1), TokenFit.tokens())
                        .passwordRules(passwords.rules())
                        .resetLifetime(settings(Profile.DEVELOPMENT).resetLifetime())
                        .events(events)
                        .withoutSweep()
                        .build()) {
            action.accept(stencil.manageAccounts());
        } catch (Failure failure) {
            throw explained(failure);
        }
    }

    /** As those of the server: one in production names its store, one in development need not. */
    PasswordSettings passwords() {
        boolean isNamed = StoreChoice.named(flags.sources(Profile.DEVELOPMENT, environment)).isPresent();
        return settings(isNamed ? Profile.PRODUCTION : Profile.DEVELOPMENT).passwords();
    }

    private SettingsReader settings(Profile profile) {
        return new SettingsReader(flags.sources(profile, environment));
    }

    private static Storage opened(Store store) {
        try {
            return store.openAnswering();
        } catch (StorageNotOpened.InUse e) {
            throw new CommandFailed(store.description() + " is in use by a server: use its API"
                    + " (docs/administration.md), or stop it", e);
        }
    }

    private static RuntimeException explained(Failure failure) {
        return switch (failure) {
            case Failure.Invalid e -> new BadSetting(part(e.pointer()) + ' ' + e.message());
            case Failure.NotFound e -> new CommandFailed("there is no such account", e);
            case Failure.Conflict e -> new CommandFailed("that name is taken, by " + e.existing(), e);
            case Failure.LastAdmin e -> new CommandFailed("nobody else is an administrator: make another one first", e);
            case Failure.Unavailable e ->
                new CommandFailed("the store is away (" + e.what() + "): run it again", e);
            // Not of these use cases.
            case Failure.TooLarge e -> e;
            case Failure.Unauthenticated e -> e;
            case Failure.AccountDisabled e -> e;
            case Failure.Forbidden e -> e;
            case Failure.StaleVersion e -> e;
            case Failure.QuotaExceeded e -> e;
            case Failure.TooManyAttempts e -> e;
        };
    }

    private static String part(String pointer) {
        if (pointer.endsWith("username")) {
            return "the name";
        }
        if (pointer.endsWith("password")) {
            return "the password";
        }
        return pointer.matches(".*/\\d+") ? "a role" : "roles";
    }

    @Override
    public String toString() {
        return "AccountsInStore[]";
    }
}

package dev.stencil.app.command;

import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Sources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: a server in one of its two profiles, or something done to a store. */
@Command(name = "./run", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Stencil keeps accounts and their templates. Without a command it starts in the development profile:"
                + " on this machine only, with SQLite and a signing secret of its own in ./data (below the folder"
                + " you are in). A flag wins over a variable of the environment."
}, footerHeading = "%nEnvironment, with the defaults:%n")
public final class Commands implements Runnable {
    private final Map<String, String> environment;
    private final Consumer<Settings> server;

    @Mixin
    private final Flags flags = new Flags();

    @Spec
    private @Nullable CommandSpec spec;

    public Commands(Map<String, String> environment, Consumer<Settings> server) {
        this.environment = environment;
        this.server = server;
    }

    @Override
    public void run() {
        start(Profile.DEVELOPMENT, flags);
    }

    @Command(name = "serve", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
            "Start in the production profile, which needs a store and JWT_SECRET_KEY or JWT_KEYS_FILE."
    })
    void serve(@Mixin Flags flagsOfServe) {
        start(Profile.PRODUCTION, flagsOfServe);
    }

    @Command(name = "migrate", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
            "Adopt a MongoDB database of the original. Without a flag it may run beside the original, again and again;"
                    + " the last step, --finish, wants the original stopped. Nothing is ever deleted."
    }, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
            "0:done", "1:the database cannot be used", "2:a mistake in the command",
            "3:done, but something needs a person, as the report says"
    })
    int migrate(@Mixin Migrate migrate) {
        return migrate.run(environment);
    }

    @Command(name = "export", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
            "Write all accounts and templates into a new file, JSON lines that only you may read: it holds password"
                    + " hashes. The server may run meanwhile."
    }, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
            "0:all is in the file", "1:it cannot be done", "2:a mistake in the command",
            "3:done, but documents of an adopted database that are no accounts or templates are not in the file"
    })
    int export(
            @Mixin StoreFlags store,
            @Option(names = "--force", description = "Replace the file if it is there.") boolean force,
            @Parameters(paramLabel = "<file>") Path file) {
        return new StoreFiles(store.chosen(environment), out()).export(file, force);
    }

    @Command(name = "import", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
            "Put what export wrote into an empty store, or go on where an import was interrupted. Two files are what"
                    + " mongoexport writes of the original: its users, then its templates."
    }, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
            "0:all is in the store", "1:it cannot be done", "2:a mistake in the command",
            "3:done, but each line printed names something that a person should look at"
    })
    int importFrom(
            @Mixin StoreFlags store,
            @Parameters(paramLabel = "<file>", arity = "1..*") List<Path> files) {
        if (files.size() > 2) {
            throw new BadSetting("import takes one file of export's, or two of mongoexport's");
        }
        return new StoreFiles(store.chosen(environment), out()).importFrom(files);
    }

    @Command(name = "backup", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
            "Write an SQLite store, sessions included, into a new file that only you may read. The server may run"
                    + " meanwhile."
    })
    void backup(@Mixin StoreFlags store, @Parameters(paramLabel = "<file>") Path file) {
        new StoreFiles(store.chosen(environment), out()).backUp(file);
    }

    @Command(name = "restore", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
            "Make the SQLite store of a folder that has none out of what backup wrote."
    })
    void restore(
            @Mixin StoreFlags store,
            @Option(names = "--without-log", description = {
                    "Take a stencil.db whose stencil.db-wal is missing: what is in there alone is lost."
            }) boolean withoutLog,
            @Parameters(paramLabel = "<file>") Path file) {
        new StoreFiles(store.chosen(environment), out()).restore(file, withoutLog);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
    }

    private void start(Profile profile, Flags given) {
        server.accept(new SettingsReader(new Sources(profile, given.given(), environment)).read());
    }
}

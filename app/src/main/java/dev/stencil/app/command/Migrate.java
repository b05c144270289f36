package dev.stencil.app.command;

import dev.stencil.adapter.mongo.migration.Migration;
import dev.stencil.adapter.mongo.migration.MigrationOptions;
import dev.stencil.adapter.mongo.migration.MigrationOptions.Extent;
import dev.stencil.adapter.mongo.migration.MigrationReport;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.Profile;
import dev.stencil.app.config.SettingValue;
import dev.stencil.app.config.Sources;
import dev.stencil.app.config.Store;
import dev.stencil.app.config.StoreChoice;
import dev.stencil.core.domain.Failure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code migrate}, which adopts a database of the original, and its flags. */
final class Migrate {
    @Option(names = "--mongodb-uri", paramLabel = "<uri>", description = {
            "The database. A URI that holds a password goes into MONGODB_URI."
    })
    private @Nullable String mongodbUri;

    @Option(names = "--dry-run", description = "Look at everything, write nothing.")
    private boolean dryRun;

    @Option(names = "--finish", description = "The last step; the original must have been stopped.")
    private boolean finish;

    @Option(names = "--wrap-hashes", description = {
            "With --finish: make the original's password hashes safe to keep. The original cannot check them any more."
    })
    private boolean wrapHashes;

    @Option(names = "--report", paramLabel = "<file>", description = "Write the report to this file, too, as JSON.")
    private @Nullable String report;

    /**
     * @return the exit code
     * @throws BadSetting if a flag or variable is not as it must be
     * @throws CommandFailed if the database cannot be used, or went away
     */
    int run(Map<String, String> environment) {
        MigrationOptions options = options();
        Map<String, String> given = mongodbUri == null ? Map.of() : Map.of("--mongodb-uri", mongodbUri);
        Store.Mongo database = StoreChoice.mongo(new Sources(Profile.PRODUCTION, given, environment))
                .orElseThrow(() -> new BadSetting(
                        "migrate needs the database: --mongodb-uri, MONGODB_URI or MONGODB_URI_FILE"));
        try (ReportFile file = report == null
                ? null
                : ReportFile.create(new SettingValue("--report", report).path())) {
            MigrationReport migrated = migrate(database, options);
            System.out.print(ReportFile.text(migrated));
            if (file != null) {
                file.write(migrated);
            }
            return migrated.isClean() ? ExitCode.OK : StoreFiles.NOTED;
        }
    }

    private MigrationOptions options() {
        Argon2PasswordHasher hasher = new Argon2PasswordHasher();
        return new MigrationOptions(
                extent(),
                new TokenFit()::canLogIn,
                hasher::unusable,
                wrapHashes ? Optional.of(hasher::wrap) : Optional.empty(),
                InstantSource.system());
    }

    /** @throws BadSetting if they contradict each other */
    private Extent extent() {
        if (dryRun && finish) {
            throw new BadSetting("--dry-run and --finish contradict each other: give one of them");
        }
        if (wrapHashes && !finish) {
            throw new BadSetting("--wrap-hashes goes with --finish only: the original cannot check wrapped hashes");
        }
        return finish ? Extent.FINISH : dryRun ? Extent.LOOK : Extent.ADOPT;
    }

    private static MigrationReport migrate(Store.Mongo database, MigrationOptions options) {
        ProgressLine progress = new ProgressLine(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        try (Migration migration = Migration.open(database.uri())) {
            return migration.run(options, progress);
        } catch (Failure.Unavailable e) {
            throw new CommandFailed(e.what() + "; what was done stays done: run the same command again", e);
        } finally {
            progress.endStep();
        }
    }
}

package dev.stencil.app.command;

import dev.stencil.adapter.mongo.migration.Migration;
import dev.stencil.adapter.mongo.migration.MigrationOptions;
import dev.stencil.adapter.mongo.migration.MigrationReport;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.CannotStart;
import dev.stencil.app.config.Profile;
import dev.stencil.app.config.SettingValue;
import dev.stencil.app.config.Sources;
import dev.stencil.app.config.Store;
import dev.stencil.app.config.StoreChoice;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.StorageNotOpened;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Adopts a database of the original: the command {@code migrate}. */
final class Migrate {
    /** The exit code if everything was done, and yet something needs a person. */
    static final int NEEDS_A_PERSON = 3;

    private Migrate() {}

    /**
     * @return the exit code
     * @throws BadSetting if a flag or variable is not as it must be
     * @throws CannotStart if the database cannot be used, or went away
     */
    static int run(MigrateFlags flags, Map<String, String> environment) {
        MigrationOptions options = options(flags);
        Store.Mongo database = StoreChoice.mongo(new Sources(Profile.PRODUCTION, flags.given(), environment))
                .orElseThrow(() -> new BadSetting(
                        "migrate needs the database: --mongodb-uri, MONGODB_URI or MONGODB_URI_FILE"));
        try (ReportFile file = flags.report == null
                ? null
                : ReportFile.create(new SettingValue("--report", flags.report).path())) {
            MigrationReport report = migrate(database, options);
            System.out.print(ReportText.of(report));
            if (file != null) {
                file.write(report);
            }
            return report.isClean() ? 0 : NEEDS_A_PERSON;
        }
    }

    private static MigrationOptions options(MigrateFlags flags) {
        Argon2PasswordHasher hasher = new Argon2PasswordHasher();
        return new MigrationOptions(
                flags.extent(),
                new TokenFit()::canLogIn,
                hasher::unusable,
                flags.wrapHashes ? Optional.of(hasher::wrap) : Optional.empty(),
                InstantSource.system());
    }

    private static MigrationReport migrate(Store.Mongo database, MigrationOptions options) {
        ProgressLine progress = new ProgressLine(System.err, Terminal.isThere(), System::nanoTime);
        try (Migration migration = Migration.open(database.uri())) {
            return migration.run(options, progress);
        } catch (StorageNotOpened e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        } catch (Failure.Unavailable e) {
            throw new CannotStart(e.getMessage() + "; what was done stays done: run the same command again", e);
        } finally {
            progress.end();
        }
    }
}

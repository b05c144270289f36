package dev.stencil.app.command;

import dev.stencil.adapter.mongo.migration.MigrationOptions.Extent;
import dev.stencil.app.config.BadSetting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code migrate}. */
final class MigrateFlags {
    @Option(names = "--mongodb-uri", paramLabel = "<uri>", description = {
            "The database. A URI that holds a password goes into MONGODB_URI."
    })
    @Nullable
    String mongodbUri;

    @Option(names = "--dry-run", description = "Look at everything, write nothing.")
    boolean dryRun;

    @Option(names = "--finish", description = "The last step; the original must have been stopped.")
    boolean finish;

    @Option(names = "--wrap-hashes", description = {
            "With --finish: make the original's password hashes safe to keep. The original cannot check them any more."
    })
    boolean wrapHashes;

    @Option(names = "--report", paramLabel = "<file>", description = "Write the report to this file, too, as JSON.")
    @Nullable
    String report;

    Map<String, String> given() {
        return mongodbUri == null ? Map.of() : Map.of("--mongodb-uri", mongodbUri);
    }

    /** @throws BadSetting if they contradict each other */
    Extent extent() {
        if (dryRun && finish) {
            throw new BadSetting("--dry-run and --finish contradict each other: give one of them");
        }
        if (wrapHashes && !finish) {
            throw new BadSetting("--wrap-hashes goes with --finish only: the original cannot check wrapped hashes");
        }
        return finish ? Extent.FINISH : dryRun ? Extent.LOOK : Extent.ADOPT;
    }
}

package dev.stencil.app.command;

import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Sources;
import dev.stencil.app.config.Store;
import dev.stencil.app.config.StoreChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Flags for the store that a command works on; its variables are those of the server. */
final class StoreFlags {
    @Option(names = "--data", scope = ScopeType.INHERIT, paramLabel = "<folder>", description = {
            "The folder of an SQLite store."
    })
    private @Nullable String data;

    @Option(names = "--mongodb-uri", scope = ScopeType.INHERIT, paramLabel = "<uri>", description = {
            "A MongoDB store. A URI that holds a password goes into MONGODB_URI."
    })
    private @Nullable String mongodbUri;

    /** @param profile decides which store it is where none is named: development has ./data */
    Sources sources(Profile profile, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        given.put("--data", data);
        given.put("--mongodb-uri", mongodbUri);
        given.values().removeIf(Objects::isNull);
        return new Sources(profile, given, environment);
    }

    /** As a development server chooses its store. */
    Store chosen(Map<String, String> environment) {
        return StoreChoice.of(sources(Profile.DEVELOPMENT, environment));
    }
}

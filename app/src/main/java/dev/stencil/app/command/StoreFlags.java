package dev.stencil.app.command;

import java.util.HashMap;
import java.util.Map;
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

    /** Those that were given, by name. */
    Map<String, String> given() {
        Map<String, String> given = new HashMap<>();
        given.put("--data", data);
        given.put("--mongodb-uri", mongodbUri);
        given.values().removeIf(value -> value == null);
        return given;
    }
}

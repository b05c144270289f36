package dev.stencil.app.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of both profiles. All are read as text here: flags and variables are checked in one place. */
public final class Flags {
    @Option(names = "--host", paramLabel = "<host>", description = "The name or address to listen at.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "<port>", description = "The port to listen at; 0 takes a free one.")
    private @Nullable String port;

    @Option(names = "--data", paramLabel = "<folder>", description = "Keep everything in this folder, with SQLite.")
    private @Nullable String data;

    @Option(names = "--mongodb-uri", paramLabel = "<uri>", description = {
            "Keep everything in MongoDB. A URI that holds a password goes into MONGODB_URI."
    })
    private @Nullable String mongodbUri;

    @Option(names = "--in-memory", description = "Keep nothing: all is gone when the server stops.")
    private boolean inMemory;

    /** Those that were given, by name. */
    Map<String, String> given() {
        Map<String, String> given = new HashMap<>();
        given.put("--host", host);
        given.put("--port", port);
        given.put("--data", data);
        given.put("--mongodb-uri", mongodbUri);
        given.put("--in-memory", inMemory ? "on" : null);
        given.values().removeIf(Objects::isNull);
        return given;
    }
}

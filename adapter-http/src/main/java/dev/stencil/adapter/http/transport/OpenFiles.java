package dev.stencil.adapter.http.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The system's limit on the files that this process may have open, of which each connection takes one. */
public final class OpenFiles {
    /** The least that leaves room for connections. */
    public static final int LEAST = 256;

    /** For all but connections: the JVM and its libraries have some 100, a store and its log up to as many. */
    private static final int RESERVED = 200;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT = Pattern.compile("Max open files +(\\d{1,9}) ");

    private OpenFiles() {}

    /** The limit as the JVM raised it at its start; {@link Integer#MAX_VALUE} where the system does not say. */
    public static int limit() {
        try {
            Matcher soft = SOFT.matcher(Files.isReadable(LIMITS) ? Files.readString(LIMITS) : "");
            return soft.find() ? Integer.parseInt(soft.group(1)) : Integer.MAX_VALUE;
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** How many connections there is room for. */
    static int connections(int limit) {
        return Math.max(1, Math.min(Limits.CONNECTIONS, limit - RESERVED));
    }
}

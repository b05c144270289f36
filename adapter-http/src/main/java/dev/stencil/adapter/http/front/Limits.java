package dev.stencil.adapter.http.front;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.time.Duration;
import org.xnio.Options;

/** The bounds of the server that no operator needs to change. */
public final class Limits {
    /** The largest body on routes that take no template. */
    public static final int SMALL_BODY = 16 * 1024;

    /** A body that has not arrived by then never will: its connection is closed. */
    static final Duration BODY_DEADLINE = Duration.ofSeconds(4);

    /** A body that says how long it is has a second more for each of so many bytes. */
    static final int BODY_BYTES_PER_SECOND = 512 * 1024;

    /** How many requests may wait for each that is worked on: a burst of some hundred, not a backlog of seconds. */
    static final int WAITING_PER_WORKER = 8;

    /** How long a refused body is read and thrown away, so that its sender gets to read the answer. */
    static final Duration LINGER = Duration.ofSeconds(2);

    /** How many levels of JSON are read: those of a value that is only sought, and its envelope. */
    static final int JSON_DEPTH = 102;

    /** The longest number that is read, in characters. */
    static final int JSON_NUMBER = 40;

    private static final int REQUEST_HEAD = 16 * 1024;
    private static final int HEADERS = 64;
    private static final int QUERY_PARAMETERS = 32;
    private static final Duration HEAD_DEADLINE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration NO_PROGRESS = Duration.ofSeconds(15);
    private static final int CONNECTIONS = 10_000;

    private Limits() {}

    /** Undertow's own defaults leave most of these open. */
    public static Undertow.Builder applyTo(Undertow.Builder server) {
        return server.setServerOption(UndertowOptions.MAX_HEADER_SIZE, REQUEST_HEAD)
                .setServerOption(UndertowOptions.MAX_HEADERS, HEADERS)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, QUERY_PARAMETERS)
                // Each route has a limit of its own: see BodyReader.
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(HEAD_DEADLINE))
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, millis(IDLE))
                // Routes match the path as it was sent: there is nothing to decode.
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setSocketOption(Options.READ_TIMEOUT, millis(NO_PROGRESS))
                .setSocketOption(Options.WRITE_TIMEOUT, millis(NO_PROGRESS))
                .setSocketOption(Options.CONNECTION_HIGH_WATER, CONNECTIONS)
                .setSocketOption(Options.CONNECTION_LOW_WATER, CONNECTIONS - 1_000);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}

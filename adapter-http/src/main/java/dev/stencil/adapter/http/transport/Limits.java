package dev.stencil.adapter.http.transport;

import io.undertow.UndertowOptions;
import java.time.Duration;
import org.xnio.OptionMap;
import org.xnio.Options;

/**
 * Fixed limits of the server. Limits that an operator may want to change are settings: the largest body and template,
 * and how many requests are worked on at a time. How long clients may take is in {@link SlowClientLimits}.
 */
public final class Limits {
    // --- before the body ---

    /** The most bytes of a request line and its headers: more is 414 or 431. */
    static final int REQUEST_HEAD = 16 * 1024;

    /** More is 431. */
    static final int HEADERS = 64;

    /** So many empty lines may come before a request: more is 400. */
    static final int EMPTY_LINES = 8;

    /** More is 400. */
    static final int QUERY_PARAMETERS = 32;

    /** Of a refused request, so many times the size of a head are read and discarded, so that the answer arrives. */
    static final int REFUSED_HEADS_DRAINED = 16;

    // --- the body ---

    /** The largest body on routes that take no template: more is 413. */
    public static final int SMALL_BODY = 16 * 1024;

    /** A body that says how long it is has a second more for each of so many bytes. */
    static final int BODY_BYTES_PER_SECOND = 512 * 1024;

    /** How long a refused body is read and thrown away, so that its sender gets to read the answer. */
    static final Duration LINGER = Duration.ofSeconds(2);

    // --- the work ---

    /** How many requests may wait for each that is worked on: a burst of some hundred, not a backlog of seconds. */
    public static final int WAITING_PER_WORKER = 8;

    /** A larger body takes a processor for milliseconds: such requests get half of the processors at most. */
    public static final int LARGE_BODY = 64 * 1024;

    /**
     * Delay of a worker's answers 429 and 503. Clients that ignore Retry-After can repeat a request at most forty times
     * a second each: without the delay 64 of them took all processors.
     */
    public static final Duration REFUSAL_DELAY = Duration.ofMillis(25);

    // --- the answer ---

    /** A part of an answer has a second more for each of so many bytes. */
    static final int READER_BYTES_PER_SECOND = 32 * 1024;

    /** The socket's buffer for a client: the rest waits here, where it is counted. */
    static final int SEND_BUFFER = 256 * 1024;

    /** How many bytes are handed to the socket at a time. */
    static final int WRITTEN_AT_A_TIME = 128 * 1024;

    // --- connections ---

    /**
     * The most open connections, if {@link OpenFiles} leave room for them: no more are accepted until one is closed.
     */
    static final int CONNECTIONS = 10_000;

    /** Connections that wait to be accepted. */
    static final int BACKLOG = 1_000;

    private Limits() {}

    /** Undertow's own defaults leave most of these open. */
    static OptionMap ofServer(SlowClientLimits limits) {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_HEADER_SIZE, REQUEST_HEAD)
                .set(UndertowOptions.MAX_HEADERS, HEADERS)
                .set(UndertowOptions.MAX_PARAMETERS, QUERY_PARAMETERS)
                // Each route has a limit of its own: see BodyReader.
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(limits.head()))
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, millis(limits.idle()))
                // Routes match the path as it was sent: there is nothing to decode.
                .set(UndertowOptions.DECODE_URL, false)
                // What is written between two requests would be taken for Undertow's own: see Connection.
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
                .getMap();
    }

    static OptionMap ofSockets(int ioThreads, int workers, int connections, SlowClientLimits limits) {
        return OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, ioThreads)
                .set(Options.WORKER_TASK_CORE_THREADS, workers)
                .set(Options.WORKER_TASK_MAX_THREADS, workers)
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BACKLOG, BACKLOG)
                .set(Options.SEND_BUFFER, SEND_BUFFER)
                // No time limit for a single read: heads, bodies and idle connections have one each, and a timer for
                // each request was 3 % of a list.
                .set(Options.WRITE_TIMEOUT, millis(limits.noProgress()))
                // Never so many that accepting fails: XNIO would not try again for up to half a minute.
                .set(Options.CONNECTION_HIGH_WATER, connections)
                .set(Options.CONNECTION_LOW_WATER, connections)
                .getMap();
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}

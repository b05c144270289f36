package dev.stencil.adapter.http.transport;

import java.time.Duration;

/**
 * Limits for slow and idle clients.
 *
 * @param head from a request's first byte to the end of its headers: then the connection is closed
 * @param body from there to the end of its body: likewise; it has a second more for each
 *     {@link Limits#BODY_BYTES_PER_SECOND}
 * @param queue for a worker: then the request is answered with 503, as most clients have gone by then
 * @param reader from when a part of an answer is ready until it is out: then the connection is
 *     closed; it has a second more for each {@link Limits#READER_BYTES_PER_SECOND}
 * @param noProgress without one byte written where some should be: then the connection is closed
 * @param idle between requests: then the connection is closed
 * @param connections above so many, the one that has been idle for the longest is closed for each that comes
 * @param heldBytes of bodies, and of parts of answers that are waited for: above, who has made us wait for the longest
 *     is cut off, and bodies are refused with 503 if that is not enough
 */
public record SlowClientLimits(
        Duration head,
        Duration body,
        Duration queue,
        Duration reader,
        Duration noProgress,
        Duration idle,
        int connections,
        long heldBytes) {
    public static final SlowClientLimits DEFAULT = new SlowClientLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(75),
            8_000,
            Runtime.getRuntime().maxMemory() / 8);

    /** The same with another time between requests. */
    public SlowClientLimits withIdle(Duration other) {
        return new SlowClientLimits(head, body, queue, reader, noProgress, other, connections, heldBytes);
    }

    Duration forBody(long announced) {
        return body.plusSeconds(announced / Limits.BODY_BYTES_PER_SECOND);
    }

    Duration forReader(int length) {
        return reader.plusSeconds(length / Limits.READER_BYTES_PER_SECOND);
    }
}

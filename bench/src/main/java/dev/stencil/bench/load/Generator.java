package dev.stencil.bench.load;

import java.io.IOException;

/** Makes load. */
public interface Generator {
    /** What it is called in reports. */
    String name();

    /** Whether it can end after a number of requests, and not only after a time. */
    boolean counts();

    /**
     * Sends requests to a server on this machine and waits until that has ended.
     *
     * @throws IOException if the server is not there or cuts connections
     */
    Outcome run(int port, Traffic traffic, Extent extent) throws IOException, InterruptedException;
}

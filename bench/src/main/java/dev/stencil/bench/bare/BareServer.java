package dev.stencil.bench.bare;

import io.undertow.Undertow;

/** Process of its own: {@code BareServer <port> <SQLite file> <owner> <profile> BARE|LOOP}. */
public final class BareServer {
    private static final int WORKERS = 32;
    /** What Undertow takes where there is memory, and Stencil takes always. */
    private static final int BUFFER = 16 * 1024 - 20;

    private BareServer() {}

    public static void main(String[] arguments) throws Exception {
        SqliteTemplates templates = new SqliteTemplates(arguments[1], arguments[2]);
        Undertow.builder()
                .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1")
                .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setWorkerThreads(WORKERS)
                .setDirectBuffers(true)
                .setBufferSize(BUFFER)
                .setHandler(new BareHandler(templates, arguments[3], arguments[4].equals("BARE")))
                .build()
                .start();
    }
}

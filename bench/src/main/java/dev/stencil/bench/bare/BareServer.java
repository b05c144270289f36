package dev.stencil.bench.bare;

import io.undertow.Undertow;

/** A process of its own: {@code BareServer <port> sqlite|mongo <file or URI> <owner> <profile> blocking|unblocked}. */
public final class BareServer {
    private static final int WORKERS = 32;
    /** What Undertow takes where there is memory, and Stencil takes always. */
    private static final int BUFFER = 16 * 1024 - 20;

    private BareServer() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        String owner = arguments[3];
        String profile = arguments[4];
        Data data = switch (arguments[1]) {
            case "sqlite" -> new SqliteData(arguments[2], owner);
            case "mongo" -> new MongoData(arguments[2], owner, profile);
            default -> throw new IllegalArgumentException(arguments[1]);
        };
        Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setWorkerThreads(WORKERS)
                .setDirectBuffers(true)
                .setBufferSize(BUFFER)
                .setHandler(new BareHandler(data, profile, arguments[5].equals("blocking")))
                .build()
                .start();
    }
}

package dev.stencil.app;

import java.io.IOException;
import java.net.URI;

/** Way in which a client makes a server wait. */
enum SlowKind {
    IDLE, HEAD, BODY, READING_NOTHING, READING_A_LITTLE;

    private static final int PAUSE = 1_000;

    /** Is slow until it is cut off. */
    void use(URI server, String token) throws IOException, InterruptedException {
        try (LoadClient client = new LoadClient(server)) {
            switch (this) {
                case IDLE -> waitFor(client);
                case HEAD -> drip(client, "GET / HTTP/1.1\r\nX: ");
                case BODY -> drip(client, "POST /create HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n"
                        + "Content-Type: application/json\r\nAuthorization: Bearer " + token + "\r\n\r\n");
                case READING_NOTHING, READING_A_LITTLE -> {
                    client.send(LoadClient.get("/get", token));
                    do {
                        Thread.sleep(PAUSE);
                    } while (this == READING_NOTHING || client.socket.getInputStream().read() >= 0);
                }
            }
        }
    }

    private static void waitFor(LoadClient client) throws IOException {
        if (client.socket.getInputStream().read() >= 0) {
            throw new IOException("nothing was asked for");
        }
    }

    private static void drip(LoadClient client, String beginning) throws IOException, InterruptedException {
        client.send(LoadClient.bytes(beginning));
        while (true) {
            Thread.sleep(PAUSE);
            client.send(new byte[]{'x'});
        }
    }
}

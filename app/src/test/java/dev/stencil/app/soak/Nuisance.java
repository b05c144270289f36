package dev.stencil.app.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stencil.app.TestClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;

/** Clients that are cut off: in the middle of a head, a body or an answer, or that say nothing at all. */
final class Nuisance {
    private static final int SILENT = 20;
    private static final int PAUSE_MILLIS = 200;
    private static final int BIG = 200_000;

    private final URI server;
    private final Random random = new Random(7);
    private final Deque<Socket> silent = new ArrayDeque<>();
    private final String token;

    Nuisance(URI server) throws Exception {
        this.server = server;
        TestClient client = TestClient.of(server, "nuisance", "who is cut off");
        for (int i = 0; i < 20; i++) {
            client.post("/create", Map.of("template", i + "x".repeat(BIG)));
        }
        token = client.token();
    }

    /** One of them. */
    void disturb() throws InterruptedException {
        try {
            switch (random.nextInt(4)) {
                case 0 -> cutOff("POST /create HTTP/1.1\r\nHost: x\r\nAuthoriz", 0);
                case 1 -> cutOff("POST /create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{\"templ", 0);
                case 2 -> cutOff("GET /get HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n", 1);
                default -> saySomethingLater();
            }
        } catch (IOException e) {
            // The server was faster.
        }
        Thread.sleep(PAUSE_MILLIS);
    }

    /** @param read how many bytes of the answer are waited for before the connection is reset */
    private void cutOff(String request, int read) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getInputStream().readNBytes(read);
            // Not closed in order, but reset.
            socket.setSoLinger(true, random.nextInt(2));
        }
    }

    private void saySomethingLater() throws IOException {
        silent.addLast(connect());
        if (silent.size() > SILENT) {
            silent.removeFirst().close();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }
}

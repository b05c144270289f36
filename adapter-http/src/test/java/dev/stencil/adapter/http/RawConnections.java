package dev.stencil.adapter.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several raw connections to one server. */
final class RawConnections implements AutoCloseable {
    final List<RawConnection> connections = new ArrayList<>();

    RawConnections(TestServer server, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            connections.add(server.connect());
        }
    }

    void ask(String request) throws IOException {
        for (RawConnection connection : connections) {
            connection.send(request);
        }
    }

    /** Reads an answer of that status from each. */
    void expect(int status) throws IOException {
        for (RawConnection connection : connections) {
            connection.answer().expect(status);
        }
    }

    @Override
    public void close() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }
}

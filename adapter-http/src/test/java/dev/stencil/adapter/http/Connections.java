package dev.stencil.adapter.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several connections at once. */
final class Connections implements AutoCloseable {
    final List<Wire> wires = new ArrayList<>();

    Connections(TestServer server, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            wires.add(new Wire(server.port()));
        }
    }

    void ask(String request) throws IOException {
        for (Wire wire : wires) {
            wire.send(request);
        }
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }
}

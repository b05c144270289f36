package dev.stencil.adapter.http;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Server whose workers all wait for the store, and whose queue is full. */
final class BusyServer implements AutoCloseable {
    private final CountDownLatch closing = new CountDownLatch(1);
    final TestServer server = new TestServer(LongList.waitingFor(closing));
    private final RawConnections busy;

    BusyServer() throws Exception {
        server.register("ada");
        busy = new RawConnections(server, 9 * TestServer.WORKERS);
        busy.ask(RawConnection.GET_ALL);
        await().atMost(Duration.ofSeconds(20)).until(() -> server.send(server.request("/")).status() == 503);
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        busy.close();
        server.close();
    }
}

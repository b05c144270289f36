package dev.stencil.adapter.http;

import static org.awaitility.Awaitility.await;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Server whose workers all wait for the store, and whose queue is full. */
final class BusyServer implements AutoCloseable {
    private final CountDownLatch closing = new CountDownLatch(1);
    final TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, new NoTemplates() {
        @Override
        public Page page(Id owner, @Nullable Position after, Order order, int limit) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Page(List.of(), Optional.empty());
        }
    });
    private final RawConnections busy;

    BusyServer() throws Exception {
        server.register("ada");
        busy = new RawConnections(server, 9 * TestServer.WORKERS);
        busy.ask("GET /get HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:ada\r\n\r\n");
        await().atMost(Duration.ofSeconds(20)).until(() -> server.send(server.request("/")).statusCode() == 503);
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        busy.close();
        server.close();
    }
}

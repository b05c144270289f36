package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.adapter.http.transport.SlowClientLimits;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private static final String GET_ALL = "GET /get HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:ada\r\n\r\n";

    private final CountDownLatch storeAnswers = new CountDownLatch(1);
    private final CountDownLatch storeIsAsked = new CountDownLatch(TestServer.WORKERS);
    private final NoTemplates templates = new NoTemplates() {
        @Override
        public Page page(Id owner, @Nullable Position after, Order order, int limit) {
            try {
                storeIsAsked.countDown();
                storeAnswers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Page(List.of(), Optional.empty());
        }
    };

    @Test
    void whatIsUnderWayIsFinishedAndWhatComesIsRefusedInFullForm() throws Exception {
        TestServer server = new TestServer(templates, SlowClientLimits.DEFAULT);
        server.register("ada");
        Thread closing = new Thread(server::close);
        try (RawConnections busy = new RawConnections(server, TestServer.WORKERS);
                RawConnections late = new RawConnections(server, 4)) {
            busy.ask(GET_ALL);
            storeIsAsked.await();
            closing.start();
            RawConnection.Answer refused =
                    late.connections.get(0).answerTo("GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n");
            while (refused.status() == 200) {
                refused = late.connections.get(0).answerTo("GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            assertThat(refused.status()).isEqualTo(503);
            RawConnection.Answer original = late.connections.get(1).answerTo(GET_ALL);
            assertThat(original.status()).isEqualTo(503);
            assertThat(original.header("Retry-After")).isEqualTo("1");
            assertThat(original.header("Connection")).isEqualTo("close");
            assertThat(original.header("X-Request-Id")).isNotEmpty();
            assertThat(original.body()).startsWith("{\"msg\":");
            assertThat(late.connections.get(2).answerTo("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").status())
                    .isEqualTo(200);
            storeAnswers.countDown();
            for (RawConnection connection : busy.connections) {
                assertThat(connection.answer().status()).isEqualTo(200);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> !closing.isAlive());
        }
    }

    @Test
    void whoHasWaitedForTooLongIsNotWorkedOnLate() throws Exception {
        try (TestServer server = new TestServer(templates, SlowClientLimits.DEFAULT);
                RawConnections busy = new RawConnections(server, TestServer.WORKERS);
                RawConnection waiting = new RawConnection(server.port())) {
            server.register("ada");
            busy.ask(GET_ALL);
            storeIsAsked.await();
            waiting.send(GET_ALL);
            Thread.sleep(SlowClientLimits.DEFAULT.queue().plusMillis(200));
            storeAnswers.countDown();
            RawConnection.Answer answer = waiting.answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }
}

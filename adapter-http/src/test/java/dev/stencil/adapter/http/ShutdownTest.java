package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.adapter.http.transport.SlowClientLimits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private static final String GET_ALL = RawConnection.GET_ALL;

    private final CountDownLatch storeAnswers = new CountDownLatch(1);
    private final LongList templates = LongList.waitingFor(storeAnswers);

    @Test
    void requestsUnderWayFinishAndNewOnesAreRefused() throws Exception {
        TestServer server = new TestServer(templates);
        server.register("ada");
        Thread closing = new Thread(server::close);
        try (RawConnections busy = new RawConnections(server, TestServer.WORKERS);
                RawConnections late = new RawConnections(server, 4)) {
            busy.ask(GET_ALL);
            await().until(() -> templates.asked() == TestServer.WORKERS);
            closing.start();
            String isReady = RawConnection.request("GET", "/health/ready", "", "");
            await().until(() -> late.connections.get(0).answerTo(isReady).status() == 503);
            Response original = late.connections.get(1).answerTo(GET_ALL).expect(503);
            assertThat(original.header("Retry-After")).isEqualTo("1");
            assertThat(original.header("Connection")).isEqualTo("close");
            assertThat(original.header("X-Request-Id")).isNotEmpty();
            assertThat(original.body()).startsWith("{\"msg\":");
            late.connections.get(2).answerTo("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").expect(200);
            storeAnswers.countDown();
            busy.expect(200);
            await().atMost(Duration.ofSeconds(20)).until(() -> !closing.isAlive());
        }
    }

    @Test
    void aRequestThatWaitedTooLongIsRefused() throws Exception {
        try (TestServer server = new TestServer(templates).with("ada");
                RawConnections busy = new RawConnections(server, TestServer.WORKERS);
                RawConnection waiting = server.connect()) {
            busy.ask(GET_ALL);
            await().until(() -> templates.asked() == TestServer.WORKERS);
            waiting.send(GET_ALL);
            Thread.sleep(SlowClientLimits.DEFAULT.queue().plusMillis(200));
            storeAnswers.countDown();
            Response answer = waiting.answer().expect(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }
}

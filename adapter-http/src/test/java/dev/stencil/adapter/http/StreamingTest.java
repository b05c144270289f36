package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Template;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StreamingTest {
    private static final String LIST = "/get";
    private static final String EXPORT = "/api/v1/users/me/export";
    private static final int MEGABYTE = 1024 * 1024;

    @Test
    void aLongListIsOneJsonDocument() throws Exception {
        LongList list = new LongList(20, MEGABYTE);
        try (TestServer server = new TestServer(list).with("ada")) {
            Response answer = server.get("/get", "ada");
            String item = "{\"profile\":\"ada\",\"template\":\"" + "x".repeat(MEGABYTE) + "\"}";
            assertThat(answer.body().length()).isEqualTo(20 * (item.length() + 1) - 1 + "{\"docs\":[]}".length());
            assertThat(answer.body()).startsWith("{\"docs\":[" + item + ',' + item).endsWith(item + "]}");
        }
    }

    @Test
    void anExportOfTenThousandTemplatesIsOneJsonDocument() throws Exception {
        try (TestServer server = new TestServer().with("ada")) {
            SignedInUser ada = SignedInUser.signIn(server, "ada");
            Id owner = new Id(ada.get("/api/v1/users/me").json().path("id").stringValue());
            IdGenerator ids = new IdGenerator(InstantSource.system());
            for (int i = 0; i < 10_000; i++) {
                server.storage.templates()
                        .add(Template.create(ids.next(), owner, Content.of(i, ContentLimits.SOUGHT), Instant.EPOCH));
            }
            JsonNode templates = ada.get(EXPORT).json().path("templates");
            assertThat(templates.valueStream().map(template -> template.path("content").intValue()))
                    .containsExactlyElementsOf(IntStream.range(0, 10_000).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, EXPORT})
    void aReaderThatDoesNotReadHoldsAPageOrTwoAndNoWorker(String path) throws Exception {
        LongList list = new LongList(1_000, MEGABYTE);
        try (TestServer server = new TestServer(list).with("ada");
                RawConnections readers = new RawConnections(server, 2 * TestServer.WORKERS)) {
            readers.ask(RawConnection.request("GET", path, RawConnection.TOKEN, ""));
            AtomicInteger last = new AtomicInteger();
            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(20))
                    .until(list::asked, asked -> asked > 0 && last.getAndSet(asked) == asked);
            // The sockets of both sides buffer some megabytes for each reader.
            assertThat(list.asked()).isLessThan(2 * TestServer.WORKERS * 20);
            server.send(server.request("/")).expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, EXPORT})
    void aStoreThatFailsBeforeTheFirstByteIsAnAnswer(String path) throws Exception {
        try (TestServer server = new TestServer(failingAt(1)).with("ada")) {
            Response answer = server.get(path, "ada").expect(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, EXPORT})
    void aStoreThatFailsLaterCutsTheConnectionAndTheDocumentIsNeverClosed(String path) throws Exception {
        try (TestServer server = new TestServer(failingAt(3)).with("ada");
                RawConnection connection = server.connect()) {
            connection.answerTo(RawConnection.request("GET", path, RawConnection.TOKEN, "")).expect(200);
            // Neither the end of the document nor that of the chunks.
            assertThat(connection.rest()).endsWith("\"}\r\n").doesNotContain("]}");
        }
    }

    /** If the end of the connection were the end of the answer, a cut answer would look whole. */
    @Test
    void aListInPartsSaysWhereItEndsAlsoToAClientThatCloses() throws Exception {
        try (TestServer server = new TestServer(new LongList(2, MEGABYTE)).with("ada");
                RawConnection connection = server.connect()) {
            String get = RawConnection.request("GET", LIST, RawConnection.TOKEN + "Connection: close\r\n", "");
            assertThat(connection.answerTo(get).header("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(connection.rest()).endsWith("]}\r\n0\r\n\r\n");
        }
    }

    @Test
    void aFullQueueIsAnsweredWith503AndHealthChecksStillWork() throws Exception {
        CountDownLatch storeAnswers = new CountDownLatch(1);
        LongList list = LongList.waitingFor(storeAnswers);
        try (TestServer server = new TestServer(list).with("ada");
                RawConnections busy = new RawConnections(server, 9 * TestServer.WORKERS)) {
            busy.ask(RawConnection.GET_ALL);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                Response answer = server.get("/get", "ada").expect(503);
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            });
            server.send(server.request("/health/live")).expect(200);
            storeAnswers.countDown();
            busy.expect(200);
        }
    }

    @Test
    void requestsDoNotQueueWhileTheStoreIsNotReady() throws Exception {
        CountDownLatch storeAnswers = new CountDownLatch(1);
        LongList list = LongList.waitingFor(storeAnswers);
        try (TestServer server = new TestServer(list).with("ada");
                RawConnections busy = new RawConnections(server, TestServer.WORKERS)) {
            busy.ask(RawConnection.GET_ALL);
            await().until(() -> list.asked() == TestServer.WORKERS);
            server.ready.set(false);
            Response answer = server.get("/get", "ada").expect(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            storeAnswers.countDown();
            busy.expect(200);
        }
    }

    private static LongList failingAt(int page) {
        return new LongList(3, MEGABYTE, made -> {
            if (made == page) {
                throw new Failure.Unavailable(Duration.ofSeconds(1), "gone", null);
            }
        });
    }
}

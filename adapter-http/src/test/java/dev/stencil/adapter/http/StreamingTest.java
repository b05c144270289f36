package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StreamingTest {
    private static final String LIST = "/get";
    private static final String EXPORT = "/api/v1/users/me/export";
    private static final int MEGABYTE = 1024 * 1024;

    private final IdGenerator ids = new IdGenerator(InstantSource.system());

    /** Lists as many pages of one megabyte each as it is told to; then it may fail or hang. */
    private static final class LongList extends NoTemplates {
        private final IdGenerator ids = new IdGenerator(InstantSource.system());
        private final int pages;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger hanging = new AtomicInteger();
        private final CountDownLatch firstPage = new CountDownLatch(1);
        private boolean failsAtTheEnd;
        private boolean hangs;

        LongList(int pages) {
            this.pages = pages;
        }

        @Override
        public Page page(Id owner, @Nullable Position after, Order order, int limit) {
            if (hangs) {
                waitForFirstPage();
            }
            int page = asked.incrementAndGet();
            if (page == pages && failsAtTheEnd) {
                throw new Failure.Unavailable(Duration.ofSeconds(1), "gone", null);
            }
            Content content = Content.of("x".repeat(MEGABYTE), new ContentLimits(1, 2 * MEGABYTE));
            Template template = Template.create(ids.next(), owner, content, Instant.EPOCH);
            return new Page(List.of(template), page < pages ? Optional.of(template.position()) : Optional.empty());
        }

        private void waitForFirstPage() {
            hanging.incrementAndGet();
            try {
                firstPage.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void aLongListIsOneJsonDocument() throws Exception {
        LongList list = new LongList(20);
        try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, list)) {
            server.register("alice");
            HttpResponse<String> answer = server.get("/get", "alice");
            String item = "{\"profile\":\"alice\",\"template\":\"" + "x".repeat(MEGABYTE) + "\"}";
            assertThat(answer.body().length()).isEqualTo(20 * (item.length() + 1) - 1 + "{\"docs\":[]}".length());
            assertThat(answer.body()).startsWith("{\"docs\":[" + item + ',' + item).endsWith(item + "]}");
        }
    }

    @Test
    void anExportOfTenThousandTemplatesIsOneJsonDocument() throws Exception {
        try (TestServer server = new TestServer()) {
            server.register("alice");
            SignedInUser alice = SignedInUser.signIn(server, "alice");
            Id owner = new Id(SignedInUser.json(alice.get("/api/v1/users/me")).path("id").stringValue());
            for (int i = 0; i < 10_000; i++) {
                server.storage.templates()
                        .add(Template.create(ids.next(), owner, Content.of(i, ContentLimits.SOUGHT), Instant.EPOCH));
            }
            JsonNode templates = SignedInUser.json(alice.get(EXPORT)).path("templates");
            assertThat(templates.valueStream().map(template -> template.path("content").intValue()))
                    .containsExactlyElementsOf(IntStream.range(0, 10_000).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, EXPORT})
    void aReaderThatDoesNotReadHoldsAPageOrTwoAndNoWorker(String path) throws Exception {
        LongList list = new LongList(1_000);
        try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, list)) {
            server.register("alice");
            try (RawConnections readers = new RawConnections(server, 2 * TestServer.WORKERS)) {
                readers.ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:alice\r\n\r\n");
                await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(20)).until(list.asked::get,
                        new Settled());
                // What the sockets of both sides buffer is some megabytes for each reader.
                assertThat(list.asked.get()).isLessThan(2 * TestServer.WORKERS * 20);
                assertThat(server.send(server.request("/")).statusCode()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, EXPORT})
    void aStoreThatFailsBeforeTheFirstByteIsAnAnswer(String path) throws Exception {
        LongList list = new LongList(1);
        list.failsAtTheEnd = true;
        try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, list)) {
            server.register("alice");
            HttpResponse<String> answer = server.get(path, "alice");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, EXPORT})
    void aStoreThatFailsLaterCutsTheConnectionAndTheDocumentIsNeverClosed(String path) throws Exception {
        LongList list = new LongList(3);
        list.failsAtTheEnd = true;
        try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, list);
                RawConnection connection = new RawConnection(server.port())) {
            server.register("alice");
            connection.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:alice\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(200);
            String end = lastOf(connection);
            // Neither the end of the document nor that of the chunks.
            assertThat(end).endsWith("\"}\r\n").doesNotContain("]}");
        }
    }

    /** Where the end of the connection is the end of the answer, one that was cut off looks whole. */
    @Test
    void aListInPartsSaysWhereItEndsAlsoToAClientThatCloses() throws Exception {
        try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, new LongList(2));
                RawConnection connection = new RawConnection(server.port())) {
            server.register("alice");
            connection.send(
                    "GET /get HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer token:alice\r\n\r\n");
            assertThat(connection.answer().header("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(lastOf(connection)).endsWith("]}\r\n0\r\n\r\n");
        }
    }

    @Test
    void whatDoesNotFitIsTurnedAwayAtOnceAndHealthIsStillAnswered() throws Exception {
        LongList list = new LongList(1);
        list.hangs = true;
        try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, list)) {
            server.register("alice");
            try (RawConnections busy = new RawConnections(server, 9 * TestServer.WORKERS)) {
                busy.ask("GET /get HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:alice\r\n\r\n");
                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                    HttpResponse<String> answer = server.get("/get", "alice");
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                });
                assertThat(server.send(server.request("/health/live")).statusCode()).isEqualTo(200);
                list.firstPage.countDown();
                for (RawConnection connection : busy.connections) {
                    assertThat(connection.answer().status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void whileTheStoreIsAwayNobodyWaitsBehindWhatHangsOnIt() throws Exception {
        LongList list = new LongList(1);
        list.hangs = true;
        try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, list)) {
            server.register("alice");
            try (RawConnections busy = new RawConnections(server, TestServer.WORKERS)) {
                busy.ask("GET /get HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:alice\r\n\r\n");
                await().until(() -> list.hanging.get() == TestServer.WORKERS);
                server.ready.set(false);
                HttpResponse<String> answer = server.get("/get", "alice");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                list.firstPage.countDown();
                for (RawConnection connection : busy.connections) {
                    assertThat(connection.answer().status()).isEqualTo(200);
                }
            }
        }
    }

    private static String lastOf(RawConnection connection) throws IOException {
        byte[] buffer = new byte[MEGABYTE];
        String last = "";
        try {
            for (int n = connection.read(buffer); n > 0; n = connection.read(buffer)) {
                last = last + new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                last = last.substring(Math.max(0, last.length() - 100));
            }
        } catch (IOException e) {
            // Reset: cut as well.
        }
        return last;
    }
}

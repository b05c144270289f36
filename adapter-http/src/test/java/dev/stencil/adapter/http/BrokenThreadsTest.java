package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.adapter.http.transport.SlowClientLimits;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An error in one request ends its connection and no other. */
class BrokenThreadsTest {
    private static final String GET_ALL = "GET /get HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:ada\r\n\r\n";

    /** As where memory is gone: what fails cannot even be told of. */
    private static final class Unspeakable extends Error {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new OutOfMemoryError("of the test");
        }
    }

    /** Fails at one of its pages. */
    private static final class Failing extends NoTemplates {
        private final IdGenerator ids = new IdGenerator(InstantSource.system());
        private final int page;
        private final Supplier<Error> error;

        Failing(int page, Supplier<Error> error) {
            this.page = page;
            this.error = error;
        }

        @Override
        public Page page(Id owner, @Nullable Position after, Order order, int limit) {
            int asked = after == null ? 1 : 2;
            if (asked == page) {
                throw error.get();
            }
            Content content = Content.of("x", new ContentLimits(1, 100));
            Template template = Template.create(ids.next(), owner, content, Instant.EPOCH);
            return new Page(List.of(template), Optional.of(template.position()));
        }
    }

    @Test
    void inTheMiddleOfAnAnswerItCutsTheConnection() throws Exception {
        for (Supplier<Error> error : List.<Supplier<Error>>of(StackOverflowError::new, OutOfMemoryError::new,
                Unspeakable::new)) {
            try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, new Failing(2, error))) {
                server.register("ada");
                // More than may be under way at a time.
                for (int i = 0; i < 3 * TestServer.WORKERS; i++) {
                    try (RawConnection connection = new RawConnection(server.port())) {
                        connection.send(GET_ALL);
                        assertThat(connection.answer().status()).isEqualTo(200);
                        assertThat(connection.rest()).doesNotContain("]}");
                        assertThat(connection.isClosedByServer()).isTrue();
                    }
                }
                assertThat(server.get("/get", "nobody").statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void oneThatCannotBeToldClosesTheConnection() throws Exception {
        try (TestServer server = new TestServer(OriginalStatusCodes.CORRECTED, new Failing(1, Unspeakable::new))) {
            server.register("ada");
            for (int i = 0; i < 10 * TestServer.WORKERS; i++) {
                try (RawConnection connection = new RawConnection(server.port())) {
                    connection.send(GET_ALL);
                    await().atMost(Duration.ofSeconds(10)).until(connection::isClosedByServer);
                }
            }
            assertThat(server.get("/get", "nobody").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whereAWorkerIsAskedForItKeepsNothingOfTheBody() throws Exception {
        SlowClientLimits little = new SlowClientLimits(
                Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofSeconds(60),
                Duration.ofSeconds(60), Duration.ofSeconds(60), 100, 100_000);
        String body = "{\"template\":\"" + " ".repeat(40_000) + "\"}";
        try (TestServer server = new TestServer(new LongList(1, 1), little)) {
            server.register("ada");
            server.failing.set(true);
            for (int i = 0; i < 5; i++) {
                try (RawConnection connection = new RawConnection(server.port())) {
                    connection.send("POST /create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer token:ada\r\nContent-Length: " + body.length() + "\r\n\r\n");
                    connection.trySend(body);
                    await().atMost(Duration.ofSeconds(10)).until(connection::isClosedByServer);
                }
            }
            server.failing.set(false);
            assertThat(server.post("/create", "ada", body).statusCode()).isEqualTo(413);
        }
    }
}

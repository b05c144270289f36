package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An error in one request ends its connection and no other. */
class BrokenThreadsTest {
    /** An error that cannot be logged either, as when there is no memory left. */
    private static final class Unspeakable extends Error {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new OutOfMemoryError("of the test");
        }
    }

    private static TestServer failingAt(int page, Supplier<Error> error) {
        return new TestServer(new LongList(2, 1, made -> {
            if (made == page) {
                throw error.get();
            }
        }));
    }

    @Test
    void anErrorInTheMiddleOfAnAnswerCutsTheConnection() throws Exception {
        for (Supplier<Error> error : List.<Supplier<Error>>of(StackOverflowError::new, OutOfMemoryError::new,
                Unspeakable::new)) {
            try (TestServer server = failingAt(2, error).with("ada")) {
                // More than can be under way at a time.
                for (int i = 0; i < 3 * TestServer.WORKERS; i++) {
                    try (RawConnection connection = server.connect()) {
                        connection.answerTo(RawConnection.GET_ALL).expect(200);
                        assertThat(connection.rest()).doesNotContain("]}");
                        assertThat(connection.isClosedByServer()).isTrue();
                    }
                }
                server.get("/get", "nobody").expect(404);
            }
        }
    }

    @Test
    void anErrorThatCannotBeLoggedClosesTheConnection() throws Exception {
        try (TestServer server = failingAt(1, Unspeakable::new).with("ada")) {
            for (int i = 0; i < 10 * TestServer.WORKERS; i++) {
                try (RawConnection connection = server.connect()) {
                    connection.send(RawConnection.GET_ALL);
                    await().atMost(Duration.ofSeconds(10)).until(connection::isClosedByServer);
                }
            }
            server.get("/get", "nobody").expect(404);
        }
    }

    @Test
    void anErrorBeforeAWorkerIsFoundFreesTheBody() throws Exception {
        String body = "{\"template\":\"" + " ".repeat(40_000) + "\"}";
        try (TestServer server = new TestServer(new LongList(1, 1), TestServer.patient(100, 100_000)).with("ada")) {
            server.failing.set(true);
            for (int i = 0; i < 5; i++) {
                try (RawConnection connection = server.connect()) {
                    connection.send("POST /create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer token:ada\r\nContent-Length: " + body.length() + "\r\n\r\n");
                    connection.trySend(body);
                    await().atMost(Duration.ofSeconds(10)).until(connection::isClosedByServer);
                }
            }
            server.failing.set(false);
            server.post("/create", "ada", body).expect(413);
        }
    }
}

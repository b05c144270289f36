package dev.stencil.adapter.http;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.adapter.http.transport.SlowClientLimits;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A client that is too slow is cut off; others are not affected. */
class SlowClientsTest {
    private static final String LOGIN = "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final String GET_ALL = RawConnection.GET_ALL;
    private static final int PAGE = 30_000;

    /** All deadlines but that for no progress, which is not tested, are short. */
    private static final SlowClientLimits SHORT = new SlowClientLimits(
            ofMillis(700), ofMillis(700), ofSeconds(2), ofMillis(700), ofSeconds(60), ofMillis(700), 100, 10_000_000);

    /** What a client does; it ends when the server has closed the connection. */
    private interface Client {
        void use(RawConnection connection) throws Exception;
    }

    @Test
    void everyKindOfSlowClientIsCutOffWhileOthersAreServed() throws Exception {
        List<Client> clients = List.of(
                SlowClientsTest::drip,
                connection -> drip(connection, "GET / HTTP/1.1\r\nX: "),
                connection -> drip(connection, LOGIN + "Content-Length: 1000\r\n\r\n"),
                connection -> drip(connection, LOGIN + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n"),
                connection -> {
                    connection.answerTo("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").expect(200);
                    drip(connection);
                },
                connection -> readAfter(connection, 0),
                connection -> readAfter(connection, 40));
        try (TestServer server = new TestServer(new LongList(700, PAGE), SHORT).with("ada");
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> running = new ArrayList<>();
            for (Client client : clients) {
                running.add(threads.submit(() -> {
                    try (RawConnection connection = server.connect()) {
                        client.use(connection);
                    }
                    return null;
                }));
            }
            assertThat(server.get("/get", "ada").body()).endsWith("]}");
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    /** Buffers outside of the heap are not freed by collecting the heap: they must be used again. */
    @Test
    void theBuffersOfBodiesAreUsedAgainWhateverBecomesOfTheBody() throws Exception {
        SlowClientLimits little = new SlowClientLimits(
                ofSeconds(9), ofSeconds(9), ofSeconds(9), ofSeconds(9), ofSeconds(9), ofSeconds(9), 100, 200_000);
        String head = "POST /create HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:ada\r\n"
                + "Content-Type: application/json\r\nContent-Length: 95000\r\n\r\n";
        try (TestServer server = new TestServer(new LongList(1, 10), little).with("ada")) {
            long before = outsideOfTheHeap();
            for (int round = 0; round < 60; round++) {
                List<RawConnection> clients = new ArrayList<>();
                for (String end : List.of("", "", "", "{")) {
                    RawConnection client = server.connect();
                    clients.add(client);
                    client.trySend(head + "{".repeat(94_999) + end);
                }
                assertThat(clients.getLast().answer().status()).isIn(400, 503);
                for (RawConnection client : clients) {
                    client.close();
                }
            }
            assertThat(outsideOfTheHeap() - before).isLessThan(3_000_000);
        }
    }

    private static long outsideOfTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static void drip(RawConnection connection) throws Exception {
        drip(connection, "");
    }

    private static void drip(RawConnection connection, String beginning) throws Exception {
        connection.send(beginning);
        long end = System.nanoTime() + ofSeconds(20).toNanos();
        while (!connection.isClosedByServer()) {
            assertThat(System.nanoTime()).as("still open").isLessThan(end);
            if (!beginning.isEmpty()) {
                connection.trySend("x");
            }
        }
    }

    /** Reads slowly at first, then as fast as it can: by then the answer has been cut off. */
    private static void readAfter(RawConnection connection, int littles) throws Exception {
        connection.send(GET_ALL);
        byte[] little = new byte[100];
        for (int i = 0; i < littles; i++) {
            assertThat(connection.read(little)).isPositive();
            Thread.sleep(50);
        }
        Thread.sleep(littles == 0 ? 2_000 : 0);
        assertThat(connection.rest()).doesNotContain("]}");
    }

    @Test
    void theSlowestReadersAreCutOffWhereTheyHoldTooMuch() throws Exception {
        SlowClientLimits little = TestServer.patient(100, 2_500_000);
        try (TestServer server = new TestServer(new LongList(30, 1_000_000), little).with("ada")) {
            try (RawConnections readers = new RawConnections(server, 5)) {
                for (RawConnection reader : readers.connections) {
                    reader.send(GET_ALL);
                    Thread.sleep(300);
                }
                assertThat(readers.connections.getFirst().rest()).doesNotContain("]}");
                assertThat(readers.connections.getLast().rest()).contains("]}");
            }
        }
    }

    /** There is room for the parts of two readers: those of the others are made later, or the answer is refused. */
    @Test
    void manyQuickReadersAreNotCutOff() throws Exception {
        SlowClientLimits little = TestServer.patient(100, 2_500_000);
        try (TestServer server = new TestServer(new LongList(20, 1_000_000), little).with("ada");
                RawConnections readers = new RawConnections(server, 12);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<String>> answers = new ArrayList<>();
            for (RawConnection reader : readers.connections) {
                answers.add(threads.submit(() -> {
                    reader.send(GET_ALL.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
                    return reader.rest();
                }));
            }
            int whole = 0;
            for (Future<String> answer : answers) {
                String text = answer.get();
                boolean isRefused = text.contains("{\"msg\":");
                assertThat(isRefused || text.endsWith("]}\r\n0\r\n\r\n")).as(text).isTrue();
                whole += isRefused ? 0 : 1;
            }
            assertThat(whole).isPositive();
        }
    }

    @Test
    void theSlowestSendersAreCutOffWhereTheyHoldTooMuch() throws Exception {
        SlowClientLimits little = TestServer.patient(100, 500_000);
        String body = "{\"template\":\"" + " ".repeat(90_000) + "\"}";
        try (TestServer server = new TestServer(new LongList(1, 1), little).with("ada");
                RawConnections senders = new RawConnections(server, 10)) {
            for (RawConnection sender : senders.connections) {
                sender.send("POST /create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer token:ada\r\nContent-Length: " + body.length() + "\r\n\r\n");
                sender.trySend(body.substring(0, 80_000));
                Thread.sleep(100);
            }
            RawConnection first = senders.connections.getFirst();
            await().atMost(ofSeconds(20)).until(first::isClosedByServer);
            RawConnection last = senders.connections.getLast();
            last.send(body.substring(80_000));
            // The body was read: it is too large as a template.
            last.answer().expect(413);
        }
    }

    @Test
    void theLongestIdleConnectionIsClosedWhenThereAreTooMany() throws Exception {
        SlowClientLimits few = TestServer.patient(10, 1_000_000);
        try (TestServer server = new TestServer(new LongList(1, 1), few);
                RawConnections idle = new RawConnections(server, 10)) {
            // Several threads accept: a connection is known to be registered once it is answered.
            for (RawConnection connection : idle.connections) {
                live(connection);
            }
            live(idle.connections.getFirst());
            try (RawConnection another = server.connect()) {
                live(another);
            }
            live(idle.connections.getFirst());
            int closed = 0;
            for (RawConnection connection : idle.connections.subList(1, 10)) {
                closed += connection.isClosedByServer() ? 1 : 0;
            }
            assertThat(closed).isEqualTo(1);
        }
    }

    private static void live(RawConnection connection) throws IOException {
        connection.answerTo("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").expect(200);
    }
}

package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends the requests of raw-requests.txt, all at once since some wait for a deadline. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawRequestsTest {
    private final TestServer server = new TestServer();
    private final ExecutorService threads = Executors.newFixedThreadPool(32);
    private final Map<RawRequest, Future<String>> outcomes = new HashMap<>();

    static List<RawRequest> requests() throws IOException {
        return RawRequest.all();
    }

    @BeforeAll
    void send() throws IOException {
        for (RawRequest request : requests()) {
            outcomes.put(request, threads.submit(() -> request.outcome(server)));
        }
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsAnsweredAsTheTableSaysAndTheNextOneWorks(RawRequest request) throws Exception {
        Future<String> outcome = outcomes.get(request);
        assertThat(outcome).isNotNull();
        assertThat(outcome.get()).isEqualTo(request.expected());
        assertThat(RawRequest.works(server)).isTrue();
    }

    @Test
    void theTableIsRead() throws Exception {
        assertThat(requests().size()).isGreaterThan(120);
        assertThat(outcomes).hasSameSizeAs(requests());
    }
}

package dev.stencil.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.TestClient;
import dev.stencil.contract.fixture.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MongoDB is away for a while: everybody is answered in time, nothing is lost, and nothing has to be restarted. */
class OutageTest {
    /** More than the server works on at a time, and than it has connections to MongoDB. */
    private static final int WRITERS = 48;
    /** More than may also wait. */
    private static final int FLOOD = 600;
    /** Twice the workers, which begin when there is something to do. */
    private static final int MORE_THREADS = 64;
    private static final int CONNECTIONS = 32;
    private static final int MORE_HEAP = 32 * 1024 * 1024;

    enum Fault {
        GONE, BLACK_HOLE, FROZEN, TWO_SECONDS_OF_LATENCY;

        void begin(FaultProxy proxy) {
            switch (this) {
                case GONE -> proxy.refuse();
                case BLACK_HOLE -> proxy.swallow();
                case FROZEN -> proxy.delay(Duration.ofDays(1));
                case TWO_SECONDS_OF_LATENCY -> proxy.delay(Duration.ofSeconds(2));
            }
        }

        /** How long it lasts once everybody knows: some end while requests of the first second still hang. */
        Duration rest() {
            return switch (this) {
                case GONE, BLACK_HOLE -> Duration.ZERO;
                case FROZEN, TWO_SECONDS_OF_LATENCY -> Duration.ofSeconds(2);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void everybodyIsAnsweredAndNothingAcknowledgedIsLost(Fault fault) throws Exception {
        try (ServerBehindProxy scene = new ServerBehindProxy()) {
            TestClient client = scene.client("ada");
            try (Writers writers = new Writers(client, WRITERS)) {
                long begun = System.nanoTime();
                fault.begin(scene.proxy());
                scene.assertUnreadyInTime(begun);
                scene.assertKnownDown(client);
                Thread.sleep(fault.rest());
                scene.assertKnownDown(client);

                scene.proxy().resume();
                scene.assertBackInTime(client, System.nanoTime());
                writers.assertAnsweredAndKept();
            }
        }
    }

    @Test
    void aServerThatIsAbsentAtTheStartIsUsedOnceItIsThere() throws Exception {
        try (ServerBehindProxy scene = new ServerBehindProxy()) {
            TestClient before = scene.client("ada");
            assertThat(before.post("/create", Map.of("template", "kept")).statusCode()).isEqualTo(200);
            scene.proxy().refuse();
            scene.restart();

            TestClient client = scene.client();
            client.useToken(before.token());
            assertThat(scene.isReady()).isFalse();
            scene.assertKnownDown(client);

            scene.proxy().resume();
            scene.assertBackInTime(client, System.nanoTime());
            assertThat(client.list()).contains("kept");
        }
    }

    @Test
    void aFloodOnAServerThatDoesNotAnswerTakesNoMoreThanItsShare() throws Exception {
        try (ServerBehindProxy scene = new ServerBehindProxy();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            TestClient client = scene.client("ada");
            int threadsBefore = threads();
            long heapBefore = heap();
            scene.proxy().delay(Duration.ofDays(1));

            List<Future<Answer>> flood = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                flood.add(clients.submit(() -> Answer.to(() -> client.get("/get"))));
            }
            while (!flood.stream().allMatch(Future::isDone)) {
                assertThat(threads()).isLessThanOrEqualTo(threadsBefore + MORE_THREADS);
                // One more is for heartbeats.
                assertThat(scene.proxy().connections()).isLessThanOrEqualTo(CONNECTIONS + 1);
                Thread.sleep(50);
            }
            assertThat(flood).extracting(Future::get).allSatisfy(Answer::assertInTime).noneMatch(Answer::isSuccess);
            assertThat(heap()).isLessThan(heapBefore + MORE_HEAP);
        }
    }

    /** How many threads there are, but for those of the test's clients. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> Stream.of("HttpClient", "ForkJoinPool").noneMatch(name::startsWith))
                .count();
    }

    /** How many bytes of the heap are in use. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

package dev.stencil.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.TestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of one account that go on creating templates, whatever happens. */
final class Writers implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(Integer.getInteger("pause", 100));

    private final TestClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean stopped;

    /** Returns once each of them has written something. */
    Writers(TestClient client, int number) throws InterruptedException {
        this.client = client;
        CountDownLatch begun = new CountDownLatch(number);
        for (int i = 0; i < number; i++) {
            running.add(threads.submit(() -> {
                writeOne();
                begun.countDown();
                while (!stopped) {
                    Thread.sleep(PAUSE);
                    writeOne();
                }
                return null;
            }));
        }
        begun.await();
    }

    private void writeOne() {
        String value = "value " + next.getAndIncrement();
        Answer answer = Answer.to(() -> client.post("/create", Map.of("template", value)));
        answers.add(answer);
        if (answer.isSuccess()) {
            acknowledged.add(value);
        }
    }

    /** Lets them end, and looks at what they were told. */
    void assertAnsweredAndKept() throws Exception {
        stopped = true;
        for (Future<?> each : running) {
            each.get();
        }
        assertThat(answers).allSatisfy(Answer::assertInTime);
        assertThat(client.list()).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}

package dev.stencil.adapter.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final Workers workers = new Workers(1, 0, () -> true);
    private final List<String> done = new ArrayList<>();

    @Test
    void workThatEndsInAnErrorEndsNoThreadAndLeavesItsPlace() {
        for (int i = 0; i < 3; i++) {
            assertThat(workers.offer(Runnable::run, false, WorkersTest::fail)).isTrue();
        }
        assertThat(workers.offer(Runnable::run, false, () -> done.add("next"))).isTrue();
        assertThat(done).containsExactly("next");
    }

    @Test
    void anAnswerThatEndsInAnErrorIsFollowedByTheNext() {
        workers.resume(Runnable::run, WorkersTest::fail);
        workers.resume(Runnable::run, () -> done.add("next"));
        assertThat(done).containsExactly("next");
    }

    @Test
    void workThatTheExecutorRejectsLeavesItsPlace() {
        Executor closed = work -> {
            throw new RejectedExecutionException();
        };
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> workers.offer(closed, false, () -> {}));
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> workers.resume(closed, () -> {}));
        }
        workers.resume(Runnable::run, () -> done.add("resumed"));
        assertThat(workers.offer(Runnable::run, false, () -> done.add("new"))).isTrue();
        assertThat(done).containsExactly("resumed", "new");
    }

    @Test
    void largeWorkLeavesProcessorsToTheRest() {
        Workers many = new Workers(100, 0, () -> true);
        List<Runnable> running = new ArrayList<>();
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        for (int i = 0; i < most + 3; i++) {
            assertThat(many.offer(running::add, true, () -> done.add("large"))).isTrue();
        }
        assertThat(running).hasSize(most);
        assertThat(many.offer(running::add, false, () -> done.add("small"))).isTrue();
        running.getLast().run();
        assertThat(done).containsExactly("small");
        List.copyOf(running.subList(0, most)).forEach(Runnable::run);
        assertThat(done).hasSize(most + 4);
        assertThat(running).hasSize(most + 1);
    }

    private static void fail() {
        throw new StackOverflowError("injected");
    }
}

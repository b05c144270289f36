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
            assertThat(workers.offer(Runnable::run, WorkersTest::fail)).isTrue();
        }
        assertThat(workers.offer(Runnable::run, () -> done.add("next"))).isTrue();
        assertThat(done).containsExactly("next");
    }

    @Test
    void anAnswerThatEndsInAnErrorIsFollowedByTheNext() {
        workers.resume(Runnable::run, WorkersTest::fail);
        workers.resume(Runnable::run, () -> done.add("next"));
        assertThat(done).containsExactly("next");
    }

    @Test
    void whatNoThreadTakesLeavesItsPlace() {
        Executor closed = work -> {
            throw new RejectedExecutionException();
        };
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> workers.offer(closed, () -> {}));
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> workers.resume(closed, () -> {}));
        }
        workers.resume(Runnable::run, () -> done.add("resumed"));
        assertThat(workers.offer(Runnable::run, () -> done.add("new"))).isTrue();
        assertThat(done).containsExactly("resumed", "new");
    }

    private static void fail() {
        throw new StackOverflowError("injected");
    }
}

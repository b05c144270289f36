package dev.stencil.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Event;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SweeperTest {
    private final List<Event> events = new CopyOnWriteArrayList<>();

    @Test
    void anErrorEndsNoSweepAndIsReported() throws InterruptedException {
        CountDownLatch swept = new CountDownLatch(3);
        try (Stencil stencil = stencil(failing(() -> {
            swept.countDown();
            throw new StackOverflowError("injected");
        }))) {
            assertThat(swept.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(stencil.isReady()).isTrue();
        }
        assertThat(events).isNotEmpty().allSatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(
                        Event.SweepFailed.class,
                        failed -> assertThat(failed.cause()).isInstanceOf(StackOverflowError.class)));
    }

    @Test
    void oneThatIsClosedIsNotReady() {
        Stencil stencil = stencil(new InMemoryStorage());
        assertThat(stencil.isReady()).isTrue();
        stencil.close();
        assertThat(stencil.isReady()).isFalse();
    }

    @Test
    void withoutASweepNothingIsSwept() {
        try (Service service = new Service(failing(() -> {
            throw new StackOverflowError("injected");
        }))) {
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("stencil-sweep"));
            assertThat(service.events).isEmpty();
        }
    }

    @Test
    void aSweepThatHangsIsWaitedForNoLongerThanAMoment() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (Stencil stencil = stencil(failing(() -> {
            begun.countDown();
            awaitUninterruptibly(released);
        }))) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(stencil.isReady()).isTrue();
        }
        assertThat(events).containsExactly(new Event.SweepNotEnded());
        released.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // Like a store that pays no heed to it.
            }
        }
    }

    private Stencil stencil(Storage storage) {
        Service service = new Service();
        service.close();
        return Stencil.builder(storage, service.hasher, service.tokens)
                .events(events::add)
                .sweepEvery(Duration.ofMillis(10))
                .build();
    }

    private static Storage failing(Runnable whenSwept) {
        FailingStorage storage = new FailingStorage();
        storage.afterSessions = method -> whenSwept.run();
        return storage;
    }
}

package dev.stencil.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HashingPoolTest {
    @Test
    void workIsDoneOnThreadsOfItsOwn() {
        try (HashingPool pool = new HashingPool(1)) {
            assertThat(pool.run(() -> Thread.currentThread().getName())).startsWith("stencil-hashing");
        }
    }

    @Test
    void whatFailsFailsForTheCaller() {
        try (HashingPool pool = new HashingPool(1)) {
            assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> pool.run(() -> {
                throw new Failure.NotFound();
            }));
        }
    }

    @Test
    void anErrorFailsForTheCallerAndEndsNoThread() {
        try (HashingPool pool = new HashingPool(1)) {
            Thread thread = pool.run(Thread::currentThread);
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> pool.run(() -> {
                    throw new OutOfMemoryError("injected");
                }));
            }
            assertThat(pool.run(Thread::currentThread)).isSameAs(thread);
        }
    }

    @Test
    void whatFindsNoPlaceOrWaitsTooLongIsRefusedAndNeverRun() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        try (HashingPool pool = new HashingPool(1);
                ExecutorService callers = Executors.newCachedThreadPool()) {
            Future<Integer> first = callers.submit(() -> pool.run(() -> {
                busy.countDown();
                await(free);
                return ran.incrementAndGet();
            }));
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                others.add(callers.submit(() -> pool.run(ran::incrementAndGet)));
            }
            for (Future<?> other : others) {
                assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                        .isThrownBy(() -> other.get(10, TimeUnit.SECONDS))
                        .withCauseInstanceOf(Failure.Unavailable.class);
            }
            free.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(pool.run(() -> 2)).isEqualTo(2);
            assertThat(ran).hasValue(1);
        }
    }

    @Test
    void halfOfTheCallersAreNotKeptWaiting() throws Exception {
        try (HashingPool pool = new HashingPool(1, 4)) {
            assertRefusedWhileAnotherWaits(pool);
        }
    }

    @Test
    void whoWouldWaitInVainIsRefusedAtOnce() throws Exception {
        AtomicLong clock = new AtomicLong();
        try (HashingPool pool = new HashingPool(1, 100, clock::get)) {
            // From now on a hash is thought to take a second.
            pool.run(() -> clock.addAndGet(TimeUnit.SECONDS.toNanos(8)));
            assertRefusedWhileAnotherWaits(pool);
        }
    }

    /** One hashes, one waits for it, and the next does not wait until that one has waited for too long. */
    private static void assertRefusedWhileAnotherWaits(HashingPool pool) throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newCachedThreadPool()) {
            Future<Integer> first = callers.submit(() -> pool.run(() -> {
                busy.countDown();
                await(free);
                return 1;
            }));
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            Future<Integer> second = callers.submit(() -> pool.run(() -> 2));
            // It waits by then, and would have given up long before one who begins to wait now.
            Thread.sleep(200);
            assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> pool.run(() -> 3));
            assertThat(second.isDone()).isFalse();
            free.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

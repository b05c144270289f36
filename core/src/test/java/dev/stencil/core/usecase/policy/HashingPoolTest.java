package dev.stencil.core.usecase.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
        try (HashingPool pool = new HashingPool(1, 34, System::nanoTime)) {
            assertThat(pool.run("a client", () -> Thread.currentThread().getName())).startsWith("stencil-hashing");
        }
    }

    @Test
    void whatFailsFailsForTheCaller() {
        try (HashingPool pool = new HashingPool(1, 34, System::nanoTime)) {
            assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> pool.run("a client", () -> {
                throw new Failure.NotFound();
            }));
        }
    }

    @Test
    void anErrorFailsForTheCallerAndEndsNoThread() {
        try (HashingPool pool = new HashingPool(1, 34, System::nanoTime)) {
            Thread thread = pool.run("a client", Thread::currentThread);
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> pool.run("a client", () -> {
                    throw new OutOfMemoryError("injected");
                }));
            }
            assertThat(pool.run("a client", Thread::currentThread)).isSameAs(thread);
        }
    }

    @Test
    void whatFindsNoPlaceOrWaitsTooLongIsRefusedAndNeverRun() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        try (HashingPool pool = new HashingPool(1, 34, System::nanoTime);
                ExecutorService callers = Executors.newCachedThreadPool()) {
            Future<Integer> first = callers.submit(() -> pool.run("a client", () -> {
                busy.countDown();
                await(free);
                return ran.incrementAndGet();
            }));
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                others.add(callers.submit(() -> pool.run("a client", ran::incrementAndGet)));
            }
            for (Future<?> other : others) {
                assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                        .isThrownBy(() -> other.get(10, TimeUnit.SECONDS))
                        .withCauseInstanceOf(Failure.Unavailable.class);
            }
            free.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(pool.run("a client", () -> 2)).isEqualTo(2);
            assertThat(ran).hasValue(1);
        }
    }

    @Test
    void halfOfTheCallersAreNotKeptWaiting() throws Exception {
        try (HashingPool pool = new HashingPool(1, 4, System::nanoTime)) {
            assertRefusedWhileAnotherWaits(pool);
        }
    }

    @Test
    void whoWouldWaitInVainIsRefusedAtOnce() throws Exception {
        AtomicLong clock = new AtomicLong();
        try (HashingPool pool = new HashingPool(1, 100, clock::get)) {
            // From now on a hash is thought to take a second.
            pool.run("a client", () -> clock.addAndGet(TimeUnit.SECONDS.toNanos(8)));
            assertRefusedWhileAnotherWaits(pool);
        }
    }

    @Test
    void theFirstOfANetworkWaitsHoweverLongAHashTakesWhileOthersWait() throws Exception {
        AtomicLong clock = new AtomicLong();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (HashingPool pool = new HashingPool(1, 100, clock::get);
                ExecutorService callers = Executors.newCachedThreadPool()) {
            // From now on a hash is thought to take a second.
            pool.run("10.0.0.1", () -> clock.addAndGet(TimeUnit.SECONDS.toNanos(8)));
            List<Future<Integer>> all = new ArrayList<>();
            all.add(callers.submit(() -> pool.run("10.0.0.1", () -> {
                busy.countDown();
                await(free);
                return 1;
            })));
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            for (String address : List.of("10.0.0.1", "10.0.0.2", "2001:db8::1")) {
                all.add(callers.submit(() -> pool.run(address, () -> 1)));
                Thread.sleep(50);
            }
            free.countDown();
            for (Future<Integer> one : all) {
                assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }
    }

    @Test
    void oneNetworkCannotTakeAllPlaces() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        try (HashingPool pool = new HashingPool(1, 10, System::nanoTime);
                ExecutorService callers = Executors.newCachedThreadPool()) {
            Future<Integer> first = callers.submit(() -> pool.run("10.0.0.1", () -> {
                busy.countDown();
                await(free);
                return 1;
            }));
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            List<Future<?>> greedy = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int subnet = i;
                greedy.add(callers.submit(() -> pool.run("2001:db8:0:" + subnet + "::1", () -> order.add("greedy"))));
            }
            // All but the four that wait are refused.
            for (int i = 0; i < 100 && greedy.stream().filter(Future::isDone).count() < 16; i++) {
                Thread.sleep(5);
            }
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String address = "10.0.0." + (i + 2);
                others.add(callers.submit(() -> pool.run(address, () -> order.add("other"))));
            }
            for (int i = 0; i < 100 && greedy.stream().filter(Future::isDone).count() < 19; i++) {
                Thread.sleep(5);
            }
            free.countDown();
            for (Future<?> other : others) {
                assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(true);
            }
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(order).containsExactly("greedy", "other", "other", "other");
        }
    }

    @Test
    void networksTakeTurns() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        try (HashingPool pool = new HashingPool(1, 34, System::nanoTime);
                ExecutorService callers = Executors.newCachedThreadPool()) {
            List<Future<?>> all = new ArrayList<>();
            all.add(callers.submit(() -> pool.run("10.0.0.1", () -> {
                busy.countDown();
                await(free);
                return 1;
            })));
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            for (String address : List.of("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.2")) {
                all.add(callers.submit(() -> pool.run(address, () -> order.add(address))));
                Thread.sleep(50);
            }
            free.countDown();
            for (Future<?> one : all) {
                one.get(10, TimeUnit.SECONDS);
            }
            assertThat(order).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.2", "10.0.0.1");
        }
    }

    /** One hashes, one waits for it, and the next does not wait until that one has waited for too long. */
    private static void assertRefusedWhileAnotherWaits(HashingPool pool) throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newCachedThreadPool()) {
            Future<Integer> first = callers.submit(() -> pool.run("a client", () -> {
                busy.countDown();
                await(free);
                return 1;
            }));
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            Future<Integer> second = callers.submit(() -> pool.run("a client", () -> 2));
            // It waits by then, and would have given up long before one who begins to wait now.
            Thread.sleep(200);
            assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> pool.run("a client", () -> 3));
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

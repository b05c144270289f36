package dev.stencil.core.usecase.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HashingPoolTest {
    private final CountDownLatch free = new CountDownLatch(1);
    @AutoClose
    private final ExecutorService callers = Executors.newCachedThreadPool();
    @AutoClose
    private final HashingPool pool = new HashingPool(1, 34, System::nanoTime);

    /** A hash under way, until it is set free. */
    private Future<Integer> occupied(HashingPool pool, String address) throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        Future<Integer> first = callers.submit(() -> pool.run(address, () -> {
            busy.countDown();
            awaitQuietly(free);
            return 1;
        }));
        assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
        return first;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T ended(Future<T> call) throws Exception {
        return call.get(10, TimeUnit.SECONDS);
    }

    /** A pool in which a hash is thought to take a second from now on. */
    private static HashingPool slow() {
        AtomicLong clock = new AtomicLong();
        HashingPool slow = new HashingPool(1, 100, clock::get);
        slow.run("10.0.0.1", () -> clock.addAndGet(TimeUnit.SECONDS.toNanos(8)));
        return slow;
    }

    @Test
    void workIsDoneOnThreadsOfItsOwn() {
        assertThat(pool.run("a client", () -> Thread.currentThread().getName())).startsWith("stencil-hashing");
    }

    @Test
    void whatFailsFailsForTheCaller() {
        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> pool.run("a client", () -> {
            throw new Failure.NotFound();
        }));
    }

    @Test
    void anErrorFailsForTheCallerAndEndsNoThread() {
        Thread thread = pool.run("a client", Thread::currentThread);
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> pool.run("a client", () -> {
                throw new OutOfMemoryError("injected");
            }));
        }
        assertThat(pool.run("a client", Thread::currentThread)).isSameAs(thread);
    }

    @Test
    void whatFindsNoPlaceOrWaitsTooLongIsRefusedAndNeverRun() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Future<Integer> first = occupied(pool, "a client");
        List<Future<?>> others = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            others.add(callers.submit(() -> pool.run("a client", ran::incrementAndGet)));
        }
        for (Future<?> other : others) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> ended(other))
                    .withCauseInstanceOf(Failure.Unavailable.class);
        }
        free.countDown();
        assertThat(ended(first)).isEqualTo(1);
        assertThat(pool.run("a client", () -> 2)).isEqualTo(2);
        assertThat(ran).hasValue(0);
    }

    @Test
    void halfOfTheCallersAreNotKeptWaiting() throws Exception {
        assertRefusedWhileAnotherWaits(new HashingPool(1, 4, System::nanoTime));
    }

    @Test
    void whoWouldWaitInVainIsRefusedAtOnce() throws Exception {
        assertRefusedWhileAnotherWaits(slow());
    }

    @Test
    void theFirstOfANetworkWaitsHoweverLongAHashTakesWhileOthersWait() throws Exception {
        HashingPool slow = slow();
        List<Future<Integer>> all = new ArrayList<>(List.of(occupied(slow, "10.0.0.1")));
        for (String address : List.of("10.0.0.1", "10.0.0.2", "2001:db8::1")) {
            all.add(callers.submit(() -> slow.run(address, () -> 1)));
            Thread.sleep(50);
        }
        free.countDown();
        for (Future<Integer> one : all) {
            assertThat(ended(one)).isEqualTo(1);
        }
        slow.close();
    }

    @Test
    void oneNetworkCannotTakeAllPlaces() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        try (HashingPool small = new HashingPool(1, 10, System::nanoTime)) {
            Future<Integer> first = occupied(small, "10.0.0.1");
            List<Future<?>> greedy = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String address = "2001:db8:0:" + i + "::1";
                greedy.add(callers.submit(() -> small.run(address, () -> order.add("greedy"))));
            }
            // All but the four that wait are refused.
            awaitDone(greedy, 16);
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String address = "10.0.0." + (i + 2);
                others.add(callers.submit(() -> small.run(address, () -> order.add("other"))));
            }
            awaitDone(greedy, 19);
            free.countDown();
            for (Future<?> other : others) {
                assertThat(ended(other)).isEqualTo(true);
            }
            assertThat(ended(first)).isEqualTo(1);
            assertThat(order).containsExactly("greedy", "other", "other", "other");
        }
    }

    private static void awaitDone(List<Future<?>> calls, int number) throws InterruptedException {
        for (int i = 0; i < 100 && calls.stream().filter(Future::isDone).count() < number; i++) {
            Thread.sleep(5);
        }
    }

    @Test
    void networksTakeTurns() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        List<Future<?>> all = new ArrayList<>(List.of(occupied(pool, "10.0.0.1")));
        for (String address : List.of("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.2")) {
            all.add(callers.submit(() -> pool.run(address, () -> order.add(address))));
            Thread.sleep(50);
        }
        free.countDown();
        for (Future<?> one : all) {
            ended(one);
        }
        assertThat(order).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.2", "10.0.0.1");
    }

    /** One hashes, one waits for it, and the next does not wait until that one has waited for too long. */
    private void assertRefusedWhileAnotherWaits(HashingPool pool) throws Exception {
        try (pool) {
            Future<Integer> first = occupied(pool, "10.0.0.1");
            Future<Integer> second = callers.submit(() -> pool.run("10.0.0.1", () -> 2));
            // It waits by then, and would have given up long before one who begins to wait now.
            Thread.sleep(200);
            assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> pool.run("10.0.0.1", () -> 3));
            assertThat(second.isDone()).isFalse();
            free.countDown();
            assertThat(ended(first)).isEqualTo(1);
            assertThat(ended(second)).isEqualTo(2);
        }
    }
}

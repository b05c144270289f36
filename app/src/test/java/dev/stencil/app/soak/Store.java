package dev.stencil.app.soak;

import dev.stencil.app.MongoForTests;
import dev.stencil.contract.fixture.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server keeps its data in, and how it goes away. */
interface Store extends AutoCloseable {
    Map<String, String> environment();

    /** Lets the store be away for a while; returns when it is back. Does nothing where it cannot go. */
    void goAway() throws InterruptedException;

    /** Whether it is away, or was a moment ago, so that a request may not have been served. */
    boolean isUnreliable();

    @Override
    void close();

    /** In a folder, which cannot go away. */
    record Sqlite(Path folder) implements Store {
        @Override
        public Map<String, String> environment() {
            return Map.of("DATA_DIR", folder.toString());
        }

        @Override
        public void goAway() {
            // See above.
        }

        @Override
        public boolean isUnreliable() {
            return false;
        }

        @Override
        public void close() {
            // The folder is the test's.
        }
    }

    /** MongoDB, stopped and started as seen through the network: what it holds outlives that. */
    final class Mongo implements Store {
        private static final Duration AWAY = Duration.ofSeconds(5);
        private static final Duration UNTIL_SETTLED = Duration.ofSeconds(5);

        private final MongoForTests database = new MongoForTests();
        private final FaultProxy proxy = MongoForTests.proxy();
        private volatile @Nullable Long reliableFrom = System.nanoTime();
        private int times;

        @Override
        public Map<String, String> environment() {
            return Map.of("MONGODB_URI", database.uriThrough(proxy));
        }

        @Override
        public void goAway() throws InterruptedException {
            reliableFrom = null;
            switch (times++ % 3) {
                case 0 -> proxy.refuse();
                case 1 -> proxy.swallow();
                default -> proxy.delay(Duration.ofSeconds(2));
            }
            Thread.sleep(AWAY);
            proxy.resume();
            reliableFrom = System.nanoTime() + UNTIL_SETTLED.toNanos();
        }

        @Override
        public boolean isUnreliable() {
            Long from = reliableFrom;
            return from == null || System.nanoTime() - from < 0;
        }

        @Override
        public void close() {
            proxy.close();
            database.close();
        }
    }
}

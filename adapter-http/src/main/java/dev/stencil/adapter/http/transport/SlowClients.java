package dev.stencil.adapter.http.transport;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Registry of the memory that is held for clients that send a body or read an answer slowly. Each client has a
 * deadline; when the sum becomes too large, the connections that have been waited for the longest are closed.
 */
public final class SlowClients {
    /** Whoever takes longer gives way to a new part of an answer; whoever is quicker is waited for. */
    private static final Duration QUICK = Duration.ofMillis(500);
    private static final int BUFFER = 16 * 1024;

    /** What is held of bodies beyond their beginnings. */
    private final ByteBufferPool buffers;
    private final long most;
    private final Set<Holding> waiting = new LinkedHashSet<>();
    private long held;

    /** @param most how many bytes may be held for all of them */
    public SlowClients(long most) {
        this.most = most;
        // All that may be held is kept for the next: to free what is not in the heap takes a garbage collection.
        this.buffers = new DefaultByteBufferPool(true, BUFFER, Math.toIntExact(most / BUFFER), 0);
    }

    /** A holding without bytes. */
    public Holding of(HttpServerExchange exchange) {
        return new Holding(exchange);
    }

    /** Memory that is held for one client. */
    public final class Holding {
        private final HttpServerExchange exchange;
        private long bytes;
        private boolean over;
        private long since;
        private Runnable cut = this::close;
        private XnioExecutor.@Nullable Key timer;

        private Holding(HttpServerExchange exchange) {
            this.exchange = exchange;
        }

        /** The client's body, of which nothing has come yet. */
        public Body emptyBody() {
            return new Body(buffers);
        }

        /** Begins to wait for the client, whose connection is closed at the deadline. */
        void await(Duration deadline) {
            await(deadline, this::cutOff, this::close);
        }

        /**
         * @param late what is done at the deadline, on the client's IO thread
         * @param cut what is done, there too, if it has to give way
         */
        void await(Duration deadline, Runnable late, Runnable cut) {
            synchronized (SlowClients.this) {
                if (!over && waiting.add(this)) {
                    this.cut = cut;
                    since = System.nanoTime();
                    timer = exchange.getIoThread().executeAfter(
                            () -> runIfWaiting(late), deadline.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        }

        private void runIfWaiting(Runnable late) {
            synchronized (SlowClients.this) {
                if (!waiting.contains(this)) {
                    return;
                }
            }
            late.run();
        }

        /**
         * Holds more.
         *
         * @return whether there is room for it
         */
        boolean grow(long more) {
            synchronized (SlowClients.this) {
                if (over) {
                    return false;
                }
                bytes += more;
                held += more;
                while (held > most && !waiting.isEmpty()) {
                    cutLongest();
                }
                return !over && held <= most;
            }
        }

        /**
         * Holds more before it is there, if there is room for it now. Where nothing else is held there always is.
         *
         * @return whether there is
         */
        boolean reserve(long more) {
            if (more == 0) {
                return true;
            }
            synchronized (SlowClients.this) {
                while (held + more > most && isSlow()) {
                    cutLongest();
                }
                boolean fits = held == 0 || held + more <= most;
                if (fits) {
                    bytes += more;
                    held += more;
                }
                return fits;
            }
        }

        /** Ends the wait for the client. Its bytes are held until {@link #release}. */
        void stopWaiting() {
            synchronized (SlowClients.this) {
                waiting.remove(this);
                if (timer != null) {
                    timer.remove();
                    timer = null;
                }
            }
        }

        public void release() {
            synchronized (SlowClients.this) {
                stopWaiting();
                held -= over ? 0 : bytes;
                over = true;
            }
        }

        private void cutOff() {
            release();
            close();
        }

        private void close() {
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    private void cutLongest() {
        Holding longest = waiting.iterator().next();
        longest.release();
        longest.exchange.getIoThread().execute(longest.cut);
    }

    /** Whether somebody has made us wait for long. */
    private boolean isSlow() {
        return !waiting.isEmpty()
                && System.nanoTime() - waiting.iterator().next().since > QUICK.toNanos();
    }
}

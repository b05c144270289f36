package dev.stencil.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a storage and its server, and breaks what is between them in the ways of networks and servers. Listens
 * on a free port of this machine, and passes on everything until it is told otherwise.
 */
public final class FaultProxy implements AutoCloseable {
    private final InetSocketAddress server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Cut> cut = new AtomicReference<>();
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean swallowing;
    private volatile int port;
    private @Nullable ServerSocket listener;

    /** Where between a request and its reply a connection is cut. */
    public enum Moment {
        /** The server never sees the request. */
        BEFORE_REQUEST,
        /** The server gets the request, and may or may not act on it. */
        AFTER_REQUEST,
        /** The server has acted on the request, and nobody hears of it. */
        BEFORE_REPLY,
        /** Half of what the server sends first comes through. */
        WITHIN_REPLY
    }

    private record Cut(String request, Moment moment) {}

    public FaultProxy(InetSocketAddress server) {
        this.server = server;
        resume();
    }

    /** Stays the same, also while nobody listens there. */
    public int port() {
        return port;
    }

    /** How many connections are open. */
    public int connections() {
        return links.size();
    }

    /** Ends all connections and takes no new ones. */
    public synchronized void refuse() {
        closeQuietly(listener);
        listener = null;
        links.forEach(Link::close);
    }

    /** Takes connections and whatever is sent, and answers nothing. What was swallowed is lost for good. */
    public void swallow() {
        swallowing = true;
    }

    /** Passes on each request so much later. */
    public void delay(Duration added) {
        latency = added;
    }

    /**
     * Cuts one connection, once: that of the next request in which these ASCII characters occur. All others go on, such
     * as those on which a client asks whether the server is there.
     */
    public void cutOnce(String request, Moment moment) {
        cut.set(new Cut(request, moment));
    }

    /** Whether the cut that was asked for is still to come. */
    public boolean isCutPending() {
        return cut.get() != null;
    }

    /** Ends every fault. What was delayed is passed on now. */
    public synchronized void resume() {
        swallowing = false;
        latency = Duration.ZERO;
        cut.set(null);
        if (listener == null) {
            listener = listen();
        }
    }

    @Override
    public void close() {
        latency = Duration.ZERO;
        refuse();
    }

    private ServerSocket listen() {
        try {
            ServerSocket fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            port = fresh.getLocalPort();
            Thread.ofVirtual().start(() -> accept(fresh));
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket on) {
        try {
            while (true) {
                Link link = new Link(on.accept());
                links.add(link);
                if (on.isClosed()) {
                    link.close();
                }
                Thread.ofVirtual().start(link::passRequests);
            }
        } catch (IOException refusing) {
            closeQuietly(on);
        }
    }

    /** The moment at which this request's connection is to be cut. */
    private @Nullable Moment momentOf(byte[] request, int length) {
        Cut next = cut.get();
        if (next == null || !new String(request, 0, length, StandardCharsets.US_ASCII).contains(next.request)) {
            return null;
        }
        return cut.compareAndSet(next, null) ? next.moment : null;
    }

    /** Looks again and again whether it still has to wait. */
    private void waitFor(Duration asked) throws InterruptedException {
        long begun = System.nanoTime();
        while (!latency.isZero() && System.nanoTime() - begun < asked.toNanos()) {
            Thread.sleep(5);
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable end) {
        try {
            if (end != null) {
                end.close();
            }
        } catch (Exception gone) {
            throw new AssertionError(gone);
        }
    }

    /** A client's connection, and the one to the server that belongs to it. They end together. */
    private final class Link {
        private final Socket client;
        private final Socket behind = new Socket();
        private volatile @Nullable Moment moment;

        Link(Socket client) {
            this.client = client;
        }

        void passRequests() {
            try {
                behind.connect(server);
                Thread.ofVirtual().start(this::passReplies);
                byte[] request = new byte[64 * 1024];
                for (int length; (length = client.getInputStream().read(request)) >= 0;) {
                    if (swallowing) {
                        continue;
                    }
                    moment = momentOf(request, length);
                    if (moment == Moment.BEFORE_REQUEST) {
                        return;
                    }
                    waitFor(latency);
                    behind.getOutputStream().write(request, 0, length);
                    if (moment == Moment.AFTER_REQUEST) {
                        return;
                    }
                }
            } catch (IOException | InterruptedException ended) {
                // As the other direction does.
            } finally {
                close();
            }
        }

        private void passReplies() {
            try {
                byte[] reply = new byte[64 * 1024];
                for (int length; (length = behind.getInputStream().read(reply)) >= 0;) {
                    if (moment == null && !swallowing) {
                        client.getOutputStream().write(reply, 0, length);
                    } else if (moment == Moment.WITHIN_REPLY) {
                        client.getOutputStream().write(reply, 0, length / 2);
                    }
                    if (moment != null) {
                        return;
                    }
                }
            } catch (IOException ended) {
                // As the other direction does.
            } finally {
                close();
            }
        }

        void close() {
            links.remove(this);
            closeQuietly(client);
            closeQuietly(behind);
        }
    }
}

package dev.stencil.adapter.http.transport;

import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Open port on which Undertow speaks HTTP. It is opened without Undertow's builder, so that our limits on connections
 * see each connection before Undertow does.
 */
public final class Listener {
    /** What Undertow takes where there is memory: with its own 20 bytes a round size. */
    private static final int BUFFER = 16 * 1024 - 20;

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int LONGEST_END_SECONDS = 2;

    private final XnioWorker worker;
    private final AcceptingChannel<? extends StreamConnection> port;
    private final Connections connections;

    /**
     * Opens the port.
     *
     * @param workers how many threads may block in {@code handler}
     * @param refusals makes the answer to a request that the handler never sees
     * @throws IOException if the address cannot be listened at
     */
    public Listener(
            InetSocketAddress address, int workers, SlowClientLimits limits, Function<HttpProblem, Answer> refusals,
            HttpHandler handler) throws IOException {
        int most = OpenFiles.connections(OpenFiles.limit());
        // Some that are to be closed have their file for a moment more.
        connections = new Connections(Math.min(limits.connections(), Math.max(1, most * 4 / 5)), refusals);
        HttpOpenListener http =
                new HttpOpenListener(new DefaultByteBufferPool(true, BUFFER, -1, 4), Limits.ofServer(limits));
        http.setRootHandler(connections.noting(handler));
        int ioThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
        OptionMap options = Limits.ofSockets(ioThreads, workers, most, limits);
        worker = Xnio.getInstance(Listener.class.getClassLoader()).createWorker(options);
        try {
            port = worker.createStreamConnectionServer(
                    address,
                    ChannelListeners.openListenerAdapter(channel -> connections.open(channel, http)),
                    options);
            port.resumeAccepts();
        } catch (IOException | RuntimeException e) {
            worker.shutdownNow();
            throw e;
        }
    }

    /** The address with the port that was taken. */
    public InetSocketAddress address() {
        return port.getLocalAddress(InetSocketAddress.class);
    }

    /**
     * Waits until no request is under way, for as long as the grace at most, then stops the threads. Those that have
     * not ended after two seconds are left.
     */
    public void close(Duration grace) {
        try {
            try {
                connections.awaitQuiet(grace);
            } finally {
                IoUtils.safeClose(port);
                worker.shutdownNow();
            }
            if (!worker.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Some threads of the server do not end, and are left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

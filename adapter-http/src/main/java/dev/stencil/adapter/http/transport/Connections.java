package dev.stencil.adapter.http.transport;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.util.AttachmentKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * Registry of open connections. When there are too many, it closes the longest idle one for each new one: at Undertow's
 * limit no new connection would be accepted.
 */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final AttachmentKey<Connection> OURS = AttachmentKey.create(Connection.class);

    private final int most;
    private final Function<HttpProblem, Answer> refusals;
    private final Map<StreamConnection, Connection> open = new HashMap<>();
    /** Those without a request under way, the longest idle first. */
    private final Set<Connection> idle = new LinkedHashSet<>();

    /**
     * @param most idle ones are closed if there are more
     * @param refusals makes the answer to a request that no handler sees
     */
    Connections(int most, Function<HttpProblem, Answer> refusals) {
        this.most = most;
        this.refusals = refusals;
    }

    /** Registers a new connection and hands it over to Undertow, or closes it if that fails. */
    void open(StreamConnection channel, HttpOpenListener http) {
        try {
            Connection connection = new Connection(channel, refusals);
            IoUtils.safeClose(add(connection));
            http.handleEvent(channel);
            // Undertow has set a listener of its own, and may have closed the channel already.
            var theirs = channel.getCloseListener();
            channel.setCloseListener(closed -> {
                remove(channel);
                ChannelListeners.invokeChannelListener(closed, theirs);
            });
            if (!channel.isOpen()) {
                remove(channel);
            }
        } catch (RuntimeException | Error e) {
            IoUtils.safeClose(channel);
            remove(channel);
            LOG.error("A connection could not be taken on", e);
        }
    }

    /** The connection on which a request came in; none if the port is not a {@link Listener} of ours. */
    static @Nullable Connection of(HttpServerExchange exchange) {
        return exchange.getAttachment(OURS);
    }

    /** @return an idle one to close, if there are too many */
    private synchronized @Nullable StreamConnection add(Connection connection) {
        open.put(connection.channel(), connection);
        Iterator<Connection> longestIdle = idle.iterator();
        StreamConnection closing = null;
        if (open.size() > most && longestIdle.hasNext()) {
            closing = longestIdle.next().channel();
            longestIdle.remove();
        }
        idle.add(connection);
        return closing;
    }

    private synchronized void remove(StreamConnection channel) {
        Connection connection = open.remove(channel);
        if (connection != null) {
            idle.remove(connection);
        }
        notifyAll();
    }

    /** Outermost handler: notes which connections are busy, and refuses requests that Undertow should have refused. */
    HttpHandler noting(HttpHandler handler) {
        return exchange -> {
            AbstractServerConnection undertows = (AbstractServerConnection) exchange.getConnection();
            Connection connection = begin(undertows.getChannel());
            if (connection == null) {
                exchange.setPersistent(false);
                exchange.endExchange();
                return;
            }
            exchange.putAttachment(OURS, connection);
            exchange.addExchangeCompleteListener((done, next) -> {
                try {
                    connection.end(undertows.getExtraBytes());
                    next.proceed();
                    rest(connection);
                } catch (RuntimeException | Error e) {
                    // Otherwise it would never be read or closed.
                    IoUtils.safeClose(undertows);
                    throw e;
                }
            });
            handler.handleRequest(exchange);
        };
    }

    /** @return nothing if it was closed meanwhile, or no handler may have the request */
    private synchronized @Nullable Connection begin(StreamConnection channel) {
        Connection connection = open.get(channel);
        if (connection == null) {
            return null;
        }
        idle.remove(connection);
        return connection.begin() ? connection : null;
    }

    /** Notes the end of a request. The connection may be busy with the next one already. */
    private synchronized void rest(Connection connection) {
        if (open.containsKey(connection.channel()) && !connection.isBusy()) {
            idle.add(connection);
        }
        notifyAll();
    }

    /** Waits until all are idle, or the time is over. */
    synchronized void awaitQuiet(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); open.size() > idle.size() && left > 0;) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }
}

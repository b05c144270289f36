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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * All that are open. Where they become too many, the one that has been idle for the longest is closed for each that
 * comes: beyond Undertow's limit nobody would be let in.
 */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final AttachmentKey<Connection> OURS = AttachmentKey.create(Connection.class);

    private final int enough;
    private final Function<HttpProblem, Answer> refusals;
    private final Map<StreamConnection, Connection> open = new HashMap<>();
    /** Those without a request under way, the longest idle first. */
    private final Set<Connection> idle = new LinkedHashSet<>();

    /**
     * @param enough above so many, idle ones are closed
     * @param refusals words what is wrong with a request that no handler sees
     */
    Connections(int enough, Function<HttpProblem, Answer> refusals) {
        this.enough = enough;
        this.refusals = refusals;
    }

    /** Takes on a new one and hands it over to Undertow. One that this fails for is closed, not forgotten. */
    void open(StreamConnection channel, HttpOpenListener http) {
        try {
            Connection connection = new Connection(channel, refusals);
            IoUtils.safeClose(add(connection));
            http.handleEvent(channel);
            // Undertow has set a listener of its own, and may have closed the channel already.
            var theirs = channel.getCloseListener();
            channel.setCloseListener(closed -> {
                remove(channel);
                if (theirs != null) {
                    theirs.handleEvent(closed);
                }
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

    /** The connection on which a request came in. */
    static Connection of(HttpServerExchange exchange) {
        return exchange.getAttachment(OURS);
    }

    /** @return one that has to give way */
    private synchronized @Nullable StreamConnection add(Connection connection) {
        open.put(connection.channel(), connection);
        Iterator<Connection> longestIdle = idle.iterator();
        StreamConnection giving = null;
        if (open.size() > enough && longestIdle.hasNext()) {
            giving = longestIdle.next().channel();
            longestIdle.remove();
        }
        idle.add(connection);
        return giving;
    }

    private synchronized void remove(StreamConnection channel) {
        Connection connection = open.remove(channel);
        if (connection != null) {
            idle.remove(connection);
        }
        notifyAll();
    }

    /** The handler that comes first: it notes which connections are busy, and turns away what Undertow should have. */
    HttpHandler noting(HttpHandler handler) {
        return exchange -> {
            AbstractServerConnection undertows = (AbstractServerConnection) exchange.getConnection();
            Connection connection = find(undertows.getChannel());
            if (connection == null || !begin(connection)) {
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
                    // Nobody else would ever read or close it.
                    IoUtils.safeClose(undertows);
                    throw e;
                }
            });
            handler.handleRequest(exchange);
        };
    }

    /** @return nothing if it was closed meanwhile */
    private synchronized @Nullable Connection find(StreamConnection channel) {
        return open.get(channel);
    }

    private synchronized boolean begin(Connection connection) {
        idle.remove(connection);
        return connection.begin();
    }

    /** It may be busy with the next request already. */
    private synchronized void rest(Connection connection) {
        if (open.containsKey(connection.channel()) && !connection.isBusy()) {
            idle.add(connection);
        }
        notifyAll();
    }

    /** Waits until all are idle, or the time is over. */
    synchronized void awaitQuiet(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); open.size() > idle.size() && left > 0; left = millisUntil(end)) {
            wait(left);
        }
    }

    private static long millisUntil(long end) {
        return (end - System.nanoTime()) / 1_000_000;
    }
}

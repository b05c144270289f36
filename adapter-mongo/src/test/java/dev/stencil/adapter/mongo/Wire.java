package dev.stencil.adapter.mongo;

import com.mongodb.ConnectionString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The connection to the server of the tests, which can be cut or stalled and come back. */
final class Wire implements AutoCloseable {
    private final InetSocketAddress server;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean stalled;
    private volatile int port;
    private @Nullable ServerSocket listener;

    Wire() {
        String[] host = new ConnectionString(MongoServers.uri()).getHosts().getFirst().split(":", 2);
        server = new InetSocketAddress(host[0], host.length > 1 ? Integer.parseInt(host[1]) : 27017);
        mend();
    }

    /** The address of the server through this wire, and of no other member of its replica set. */
    String uri() {
        String uri = MongoServers.uri()
                .replaceFirst("^mongodb://((?:[^@/]*@)?)[^/?]+", "mongodb://$1127.0.0.1:" + port)
                .replaceFirst("replicaSet=[^&]*", "directConnection=true");
        if (uri.contains("directConnection=")) {
            return uri;
        }
        return uri + (uri.contains("?") ? "&" : "/?") + "directConnection=true";
    }

    /** Ends all connections and takes no new ones. */
    void cut() {
        closeQuietly(listener);
        ends.forEach(Wire::closeQuietly);
        ends.clear();
    }

    void mend() {
        try {
            ServerSocket fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            port = fresh.getLocalPort();
            listener = fresh;
            Thread.ofVirtual().start(() -> accept(fresh));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds back, or lets go on, whatever either side sends. */
    void stall(boolean on) {
        stalled = on;
    }

    private void accept(ServerSocket on) {
        try {
            while (true) {
                Socket client = on.accept();
                Socket behind = new Socket(server.getAddress(), server.getPort());
                ends.add(client);
                ends.add(behind);
                Thread.ofVirtual().start(() -> pump(client, behind));
                Thread.ofVirtual().start(() -> pump(behind, client));
            }
        } catch (IOException cut) {
            closeQuietly(on);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            byte[] buffer = new byte[64 * 1024];
            for (int read; (read = from.getInputStream().read(buffer)) >= 0;) {
                while (stalled) {
                    Thread.sleep(20);
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException | InterruptedException ended) {
            // As does the other direction.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
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

    @Override
    public void close() {
        stalled = false;
        cut();
    }
}

package dev.stencil.adapter.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.connection.ServerMonitoringMode;
import com.mongodb.event.ServerMonitorListener;
import dev.stencil.core.port.StorageNotOpened;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Address of the database and settings of the connection. The address may set anything that concerns connections (TLS,
 * credentials, the size of the pool); it may shorten our time limits, not exceed the bounds given here, and not weaken
 * what a write or a read promises.
 */
public record MongoAddress(ConnectionString text, String database) {
    private static final String DEFAULT_DATABASE = "mydatabase";
    private static final int CONNECTIONS = 32;
    private static final int MOST_CONNECTIONS = 256;
    private static final long CALL_MILLIS = 2500;
    private static final long LONGEST_CALL_MILLIS = 5000;
    private static final long SELECTION_MILLIS = 2000;
    /** Time limit of a call in a migration: no user waits for it. */
    private static final long PATIENT_CALL_MILLIS = 60_000;
    /** Time limit of a heartbeat, too. */
    private static final long CONNECT_MILLIS = 1000;
    private static final long HEARTBEAT_MILLIS = 250;
    /** After an operation has failed, the heartbeat that tells whether the server is still there comes so soon. */
    private static final long SHORTEST_HEARTBEAT_MILLIS = 50;

    public static MongoAddress parse(String uri) {
        ConnectionString text;
        try {
            text = new ConnectionString(uri);
        } catch (IllegalArgumentException e) {
            throw new StorageNotOpened("the address of MongoDB is not a valid connection string, which looks like"
                    + " mongodb://host:27017/database; special characters of a password must be percent-encoded");
        } catch (MongoException e) {
            throw new StorageNotOpened("the address of MongoDB is a DNS seed list that cannot be resolved");
        }
        if (Boolean.TRUE.equals(text.isLoadBalanced())) {
            throw new StorageNotOpened(
                    "the address of MongoDB asks for loadBalanced, with which nobody can tell whether"
                            + " a server is there: name the servers themselves");
        }
        String database = text.getDatabase();
        return new MongoAddress(text, database == null ? DEFAULT_DATABASE : database);
    }

    /** How long one call to the storage may take. */
    Duration callTime() {
        return Duration.ofMillis(bounded(text.getTimeout(), CALL_MILLIS, LONGEST_CALL_MILLIS));
    }

    /** As many as there are connections, and as many again that wait for one. */
    int callsAtOnce() {
        return 2 * connections();
    }

    private int connections() {
        return (int) bounded(text.getMaxConnectionPoolSize(), CONNECTIONS, MOST_CONNECTIONS);
    }

    MongoClientSettings settings(ServerMonitorListener listener) {
        long selection = bounded(text.getServerSelectionTimeout(), SELECTION_MILLIS, SELECTION_MILLIS);
        long connect = bounded(text.getConnectTimeout(), CONNECT_MILLIS, CONNECT_MILLIS);
        return MongoClientSettings.builder()
                .applicationName("stencil")
                .applyConnectionString(text)
                .applyToConnectionPoolSettings(pool -> pool.maxSize(connections()))
                .applyToServerSettings(server -> server.heartbeatFrequency(HEARTBEAT_MILLIS, MILLISECONDS)
                        .minHeartbeatFrequency(SHORTEST_HEARTBEAT_MILLIS, MILLISECONDS)
                        // A stream of answers that were sent before says nothing about the way there.
                        .serverMonitoringMode(ServerMonitoringMode.POLL)
                        .addServerMonitorListener(listener))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(selection, MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(connect, MILLISECONDS))
                // Bounds an operation with all that belongs to it: waiting for a connection, the retry, the answer.
                .timeout(callTime().toMillis(), MILLISECONDS)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .build();
    }

    /** For work in bulk. */
    public MongoClientSettings patientSettings() {
        return MongoClientSettings.builder(settings(new ServerMonitorListener() {}))
                .timeout(PATIENT_CALL_MILLIS, MILLISECONDS)
                .build();
    }

    /** The driver takes 0 for "no limit". */
    private static long bounded(@Nullable Number asked, long standard, long most) {
        if (asked == null) {
            return standard;
        }
        return asked.longValue() <= 0 ? most : Math.min(asked.longValue(), most);
    }

    /** Does not show the address: it may hold a password. */
    @Override
    public String toString() {
        return "MongoAddress[" + database + "]";
    }
}

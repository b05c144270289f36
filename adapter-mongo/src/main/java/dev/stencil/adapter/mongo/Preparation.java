package dev.stencil.adapter.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import dev.stencil.core.port.StorageNotOpened;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Background preparation of a database whose server was away at the start: once it is there, the gate opens. */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    static final String THREAD = "stencil-mongo-start";
    private static final long PAUSE_MILLIS = 500;
    private static final long LONGEST_STOP_MILLIS = 2000;

    private final Schema schema;
    private final Gate gate;
    private final Thread thread;
    private String reported = "";

    Preparation(Schema schema, Gate gate) {
        this.schema = schema;
        this.gate = gate;
        this.thread = Thread.ofPlatform().daemon().name(THREAD).unstarted(this::run);
    }

    /**
     * Tries at once, and from then on in the background if the server is not there.
     *
     * @throws StorageNotOpened if it is there, but not one to work with
     */
    void start() {
        try {
            schema.prepare();
            gate.open();
        } catch (MongoException e) {
            report(notYet(e));
            thread.start();
        }
    }

    void stop() {
        thread.interrupt();
        try {
            thread.join(LONGEST_STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                // Jittered, so that many processes do not come back all at once.
                Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS / 2, PAUSE_MILLIS));
            } while (!prepared());
        } catch (InterruptedException stopped) {
            // By stop(): nothing is left to do.
        }
    }

    private boolean prepared() {
        try {
            schema.prepare();
            gate.open();
            LOG.info("MongoDB is ready");
            return true;
        } catch (StorageNotOpened e) {
            report("MongoDB cannot be used: " + e.getMessage());
        } catch (MongoInterruptedException stopped) {
            // The pause that follows ends at once.
        } catch (MongoException e) {
            report(notYet(e));
        } catch (RuntimeException | Error e) {
            report("MongoDB cannot be used yet: " + e.getClass().getName() + "; trying again until it can");
        }
        return false;
    }

    private static String notYet(MongoException e) {
        return "MongoDB cannot be used yet: " + Gate.describe(e) + "; trying again until it can";
    }

    /** Logs a message unless it was the last one logged. */
    private void report(String what) {
        if (!what.equals(reported)) {
            reported = what;
            LOG.warn(what);
        }
    }
}

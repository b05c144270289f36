package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;

import com.mongodb.MongoException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoSecurityException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.core.port.StorageNotOpened;
import java.util.List;
import java.util.function.Supplier;
import org.bson.BsonDocument;

/**
 * Makes sure that a database is Stencil's before anybody uses it: a marker document says so, which is written where
 * there are no documents yet. Nothing is written to a database of anybody else.
 */
public final class Schema {
    public static final String USERS = "users";
    public static final String TEMPLATES = "templates";
    static final String SESSIONS = "sessions";
    static final String MARKER_COLLECTION = "stencil";
    /**
     * 2 since sessions count, 3 since accounts are disabled: a Stencil that knows nothing of these would let in users
     * who were logged out or disabled.
     */
    static final int FORMAT = 3;
    private static final int OLDEST_SERVER = 5;
    /** Longer than a call may take, but not for ever. */
    private static final long LONGEST_BUILD_SECONDS = 60;
    private static final int UNAUTHORIZED = 13;
    private static final BsonDocument MARKER = document("_id", "marker");

    private final MongoDatabase database;

    public Schema(MongoDatabase database) {
        // Sees what another process has just written, before a majority has it.
        this.database = database.withReadConcern(ReadConcern.LOCAL);
    }

    /**
     * @throws StorageNotOpened if the database is not one to work with
     * @throws MongoException if that cannot be found out now
     */
    void prepare() {
        onSuitableServer(() -> {
            if (!isMarked()) {
                refuseDocumentsOfOthers();
                mark();
                // Another process may have marked it first, a newer one even.
                isMarked();
            }
            Indexes.ensure(database, LONGEST_BUILD_SECONDS);
            if (format() < FORMAT) {
                mark();
            }
            return true;
        });
    }

    /**
     * Does some work once the server is known to suit.
     *
     * @throws StorageNotOpened if it does not suit, or accepts neither the credentials nor what they are used for, now
     *     or in the course of the work
     */
    public <T> T onSuitableServer(Supplier<T> work) {
        try {
            checkServer();
            return work.get();
        } catch (MongoSecurityException e) {
            throw new StorageNotOpened("MongoDB does not accept the credentials of its address");
        } catch (MongoIncompatibleDriverException e) {
            throw doesNotSuit();
        } catch (MongoException e) {
            throw e.getCode() != UNAUTHORIZED
                    ? e
                    : new StorageNotOpened("MongoDB does not let Stencil use the database "
                            + database.getName() + ": its address needs an account with the role of docs/mongodb.md,"
                            + " \"Least privilege\"");
        }
    }

    /** The driver checks the protocol alone, and older servers speak one that it accepts. */
    private void checkServer() {
        BsonDocument info = database.runCommand(document("buildInfo", 1), BsonDocument.class);
        if (info.getArray("versionArray").get(0).asNumber().intValue() < OLDEST_SERVER) {
            throw doesNotSuit();
        }
    }

    private static StorageNotOpened doesNotSuit() {
        return new StorageNotOpened(
                "this version of MongoDB does not suit Stencil, which needs " + OLDEST_SERVER + ".0 or above");
    }

    /**
     * Whether the database is Stencil's already.
     *
     * @throws StorageNotOpened if it is not one to work with
     */
    public boolean isMarked() {
        return format() > 0;
    }

    /**
     * @return 0 without a marker
     * @throws StorageNotOpened if the marker says that the database is not one to work with
     */
    private long format() {
        BsonDocument marker = collection(MARKER_COLLECTION).find(MARKER).first();
        if (marker == null) {
            return 0;
        }
        long format = marker.isNumber("format") ? marker.getNumber("format").longValue() : 0;
        if (format < 1) {
            throw notOpened(" has a marker that Stencil cannot read");
        }
        if (format > FORMAT) {
            throw notOpened(" has format " + format + ", made by a newer Stencil; this one knows format " + FORMAT);
        }
        return format;
    }

    private void refuseDocumentsOfOthers() {
        for (String name : List.of(USERS, TEMPLATES)) {
            if (collection(name).find().projection(BsonTypes.ID_ALONE).first() != null) {
                throw notOpened(" holds documents of the original that have not been adopted, or not to the end:"
                        + " run ./run migrate, then ./run migrate --finish");
            }
        }
    }

    private StorageNotOpened notOpened(String why) {
        return new StorageNotOpened("the database " + database.getName() + why);
    }

    /** Says that the database is Stencil's from now on, and of this format. */
    public void mark() {
        BsonDocument older = MARKER.clone().append("format", document("$lt", FORMAT));
        BsonDocument format = document("$set", document("format", FORMAT));
        // If it is refused, it is there already, or another process has just written it.
        InsertUnlessThere.ifUnique(() -> collection(MARKER_COLLECTION).updateOne(
                older, format, new UpdateOptions().upsert(true)));
    }

    private MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class);
    }
}

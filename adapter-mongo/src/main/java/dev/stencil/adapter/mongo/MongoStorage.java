package dev.stencil.adapter.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.stencil.adapter.mongo.migration.Migration;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Intake;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;

/**
 * A storage in one MongoDB database. A write that returned is on the disks of a majority ({@code w: majority},
 * {@code j: true}) and is one step on one document: a standalone server, a replica set and a sharded cluster promise
 * the same. Needs MongoDB 5.0 or above.
 *
 * <p>The documents are those of the original application, which goes on reading them, with a member {@code stencil}:
 *
 * <pre>
 * users: {
 *   _id: ObjectId, username: "Alice", password: "{argon2id}...",
 *   stencil: {
 *     key: "alice", id: ObjectId, created: Date, updated: Date,
 *     epoch: Long, survivor: "&lt;session id&gt;", revoked: Date, closed: true,
 *     disabled: true, roles: ["admin"], reset: {hash: "&lt;hash&gt;", expires: Date, epoch: Long}
 *   }
 * }
 * templates: {
 *   _id: ObjectId, profile: "Alice", template: &lt;any value&gt;,
 *   stencil: {
 *     owner: ObjectId, fingerprint: "1:&lt;64 digits&gt;", key: "1:&lt;64 digits&gt;",
 *     version: Long, created: Date, updated: Date
 *   }
 * }
 * sessions: {
 *   _id: ObjectId, user: ObjectId, epoch: Long, address: "192.0.2.7", agent: "...",
 *   family: "&lt;hash&gt;", current: "&lt;hash&gt;", rotations: [{presented: "&lt;hash&gt;", salt: "...", at: Date}],
 *   created: Date, used: Date, expires: Date
 * }
 * stencil: {_id: "marker", format: 3}
 * </pre>
 *
 * {@code owner} and {@code user} are {@code stencil.id} of a user. Of a user, {@code epoch}, {@code survivor}, {@code
 * revoked}, {@code closed} and {@code disabled} are the {@link dev.stencil.core.domain.account.Access Access}; each of
 * these, {@code roles} and {@code reset} is absent as long as it is that of an adopted account: 0, none, 1970, false.
 * Beside these documents there may be
 *
 * <pre>
 * sessions: {_id: "jti:&lt;64 digits&gt;:&lt;user's id&gt;", user: ObjectId, expires: Date}
 * users: {_id: ObjectId, stencil: {key: "\0deleted:&lt;id&gt;", user: ObjectId, left: Date}}
 * users: {_id: &lt;any value&gt;, username: "Alice", password: ..., stencil: {twin: ObjectId}}
 * </pre>
 *
 * a revoked token of the original, a tombstone, and a document of the original that is no account since an older one
 * has exactly its name: it goes with that one.
 *
 * <p>Documents are found by members of {@code stencil} alone: those of the original may hold values of any type. To
 * shard a cluster, only these keys fit the unique indexes: users by {@code {"stencil.key": 1}}, templates by
 * {@code {"stencil.owner": 1}}; sessions go by {@code {"user": 1}}. MongoDB wants an index for a shard key that is not
 * sparse: make {@code {"stencil.key": 1, "_id": 1}} on users first. No index with an expiry is needed, nor taken:
 * expired sessions are found by {@code {"expires": 1}} and removed by the sweep.
 */
public final class MongoStorage implements Storage {
    private final MongoClient client;
    private final Gate gate;
    private final Preparation preparation;
    private final UserRepository users;
    private final TemplateRepository templates;
    private final SessionRepository sessions;
    private final MongoArchive archive;

    private MongoStorage(MongoClient client, MongoDatabase database, Gate gate) {
        this.client = client;
        this.gate = gate;
        this.preparation = new Preparation(new Schema(database), gate);
        this.users = new MongoUserRepository(database, gate);
        this.templates = new MongoTemplateRepository(database, gate);
        this.sessions = new MongoSessionRepository(database, gate);
        this.archive = new MongoArchive(database, gate);
    }

    /**
     * Opens the database that the path of the address names, {@code mydatabase} if it names none. In a database without
     * documents, makes the indexes and the marker that says that it is Stencil's.
     *
     * <p>If the server is not there, this returns within about three seconds all the same: the storage is not
     * {@linkplain #isReady() ready}, every call is {@link Failure.Unavailable} at once, and both change when the server
     * comes. A server that does not suit is logged then. Likewise later: a server that takes writes is greeted four
     * times a second, and if none has answered for 0.8 s, there is none until one answers again.
     *
     * <p>A call takes at most 2.5 s, and at most twice as many are under way as there may be connections
     * ({@code maxPoolSize}; 32, and never more than 256): what comes beyond is unavailable at once.
     *
     * @param uri a connection string, {@code mongodb://} or {@code mongodb+srv://}, with any of its options; those that
     *     would weaken a promise or exceed the time limits (5 s a call) have no effect
     * @throws StorageNotOpened if the address is not valid or asks for {@code loadBalanced}, the server is too old or
     *     refuses the credentials or what they are used for, or the database holds documents but no marker ({@link
     *     Migration} adopts it), was made by a newer version, or has other indexes in the way; nothing is written to a
     *     database of somebody else
     */
    public static MongoStorage open(String uri) {
        MongoAddress address = MongoAddress.parse(uri);
        Gate gate = new Gate(address.callsAtOnce(), address.callTime());
        MongoClient client = MongoClients.create(address.settings(gate));
        MongoStorage storage = new MongoStorage(client, client.getDatabase(address.database()), gate);
        try {
            storage.preparation.start();
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
        return storage;
    }

    @Override
    public UserRepository users() {
        return users;
    }

    @Override
    public TemplateRepository templates() {
        return templates;
    }

    @Override
    public SessionRepository sessions() {
        return sessions;
    }

    @Override
    public Archive archive() {
        return archive;
    }

    @Override
    public Intake intake() {
        return archive;
    }

    @Override
    public boolean isReady() {
        return gate.isOpen();
    }

    @Override
    public void close() {
        gate.close();
        preparation.stop();
        client.close();
    }
}

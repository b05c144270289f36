package dev.stencil.bench.server;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** A process of its own: a server that speaks MongoDB's protocol and keeps everything in memory. */
public final class StandIn {
    private StandIn() {}

    public static void main(String[] arguments) {
        new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0))
                .bind("127.0.0.1", Integer.parseInt(arguments[0]));
    }
}

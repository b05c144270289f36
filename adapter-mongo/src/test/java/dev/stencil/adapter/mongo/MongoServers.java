package dev.stencil.adapter.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * The MongoDB that the tests talk to, one for all of them: that of the environment's {@code MONGODB_URI} (whose
 * databases {@code stencil_test_*} come and go), else a {@code mongod} of the search path, else a container where an
 * engine answers, else a stand-in within the JVM.
 */
final class MongoServers {
    private static final String URI = choose();

    private MongoServers() {}

    /** A connection string without a database. */
    static String uri() {
        return URI;
    }

    private static String choose() {
        String given = System.getenv("MONGODB_URI");
        if (given != null && !given.isEmpty()) {
            return given;
        }
        Optional<Path> mongod = mongod();
        if (mongod.isPresent()) {
            return MongodProcess.start(mongod.get());
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return container();
        }
        return standIn(ServerVersion.MONGO_5_0).getConnectionString();
    }

    private static Optional<Path> mongod() {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(Pattern.quote(File.pathSeparator)))
                .map(folder -> Path.of(folder, "mongod"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Testcontainers itself removes it. */
    @SuppressWarnings("resource")
    private static String container() {
        MongoDBContainer container = new MongoDBContainer("mongo:8").withReplicaSet();
        container.start();
        return container.getReplicaSetUrl();
    }

    /** Listens on a free port until it is shut down or the JVM ends. */
    static MongoServer standIn(MongoVersion version) {
        MongoServer server = new MongoServer(new MemoryBackend().version(version));
        server.bind();
        return server;
    }
}

package dev.stencil.adapter.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;

/** A {@code mongod} as a replica set of one, in a temporary folder. It and the folder go when the JVM ends. */
final class MongodProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private MongodProcess() {}

    /** Returns its connection string once it takes writes. */
    static String start(Path mongod) {
        try {
            Path folder = Files.createTempDirectory("stencil-mongod");
            int port = freePort();
            Process process = new ProcessBuilder(mongod.toString(), "--replSet", "rs", "--bind_ip", "127.0.0.1",
                    "--port", Integer.toString(port), "--dbpath", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(new File(folder.toFile(), "mongod.log"))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
            String host = "127.0.0.1:" + port;
            initiate(host);
            return "mongodb://" + host + "/?replicaSet=rs";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void initiate(String host) {
        try (MongoClient client =
                MongoClients.create("mongodb://" + host + "/?directConnection=true&serverSelectionTimeoutMS=2000")) {
            MongoDatabase admin = client.getDatabase("admin");
            Awaitility.await().atMost(PATIENCE).ignoreExceptionsInstanceOf(MongoException.class)
                    .until(() -> !admin.runCommand(new Document("buildInfo", 1)).isEmpty());
            admin.runCommand(new Document("replSetInitiate", new Document("_id", "rs")
                    .append("members", List.of(new Document("_id", 0).append("host", host)))));
            Awaitility.await().atMost(PATIENCE).ignoreExceptionsInstanceOf(MongoException.class)
                    .until(() -> admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary"));
        }
    }

    private static void stop(Process process, Path folder) {
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            process.waitFor(10, TimeUnit.SECONDS);
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

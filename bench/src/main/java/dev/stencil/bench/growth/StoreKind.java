package dev.stencil.bench.growth;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/** Where stores of one kind come from. */
interface StoreKind {
    /** @param removal closes the storage and removes what it kept */
    record Opened(Storage storage, Runnable removal) {}

    Opened open();

    /** @param parent where a folder is made for each store */
    record Sqlite(Path parent) implements StoreKind {
        @Override
        public Opened open() {
            try {
                Path folder = Files.createTempDirectory(parent, "stencil-growth");
                Storage storage = SqliteStorage.open(folder);
                return new Opened(storage, () -> {
                    storage.close();
                    remove(folder);
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path folder) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    record Mongo(String server) implements StoreKind {
        private static final BsonDocument EXPLAIN =
                BsonDocument.parse("{explain: {find: 'nothing'}, verbosity: 'queryPlanner'}");

        /** @throws IllegalArgumentException if no real server answers there */
        static Mongo at(String uri) {
            if (uri.isEmpty()) {
                throw new IllegalArgumentException("mongo needs a real server: name it by MONGODB_URI");
            }
            withClient(uri, client -> {
                try {
                    client.getDatabase("stencil_growth").runCommand(EXPLAIN);
                } catch (MongoException e) {
                    throw new IllegalArgumentException(
                            "The MongoDB that MONGODB_URI names does not explain a query: it "
                                    + "is away, or a stand-in, which has no plain indexes, scans, and shows nothing of MongoDB");
                }
            });
            return new Mongo(uri);
        }

        @Override
        public Opened open() {
            String name = "stencil_growth_" + UUID.randomUUID();
            Storage storage = MongoStorage.open(
                    server.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?", "$1/" + name));
            return new Opened(storage, () -> {
                storage.close();
                withClient(server, client -> client.getDatabase(name).drop());
            });
        }

        private static void withClient(String uri, Consumer<MongoClient> work) {
            try (MongoClient client = MongoClients.create(uri)) {
                work.accept(client);
            }
        }

        /** The address may have a password. */
        @Override
        public String toString() {
            return "Mongo";
        }
    }
}

package dev.stencil.bench;

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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Place of a store, empty at first. Once it is closed nothing is left of it. */
sealed interface Place extends AutoCloseable {
    /** Opens the store within this process, while no server has it open. */
    Storage open();

    /** Stencil's setting for it. */
    Map<String, String> setting();

    /** How many writes at once the store takes well. */
    int writesAtOnce();

    @Override
    void close();

    /** SQLite in a folder of its own. */
    record Sqlite(Path folder) implements Place {
        /** Makes the folder below another, which may be missing. */
        static Sqlite below(Path parent) {
            try {
                return new Sqlite(Files.createTempDirectory(Files.createDirectories(parent), "stencil-bench"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Storage open() {
            return SqliteStorage.open(folder);
        }

        @Override
        public Map<String, String> setting() {
            return Map.of("DATA_DIR", folder.toString());
        }

        /** More than one transaction takes. */
        @Override
        public int writesAtOnce() {
            return 300;
        }

        @Override
        public void close() {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Database of its own on the MongoDB that an address names. */
    record Mongo(String server, String name) implements Place {
        static Mongo on(String server) {
            return new Mongo(server, "stencil_bench_" + UUID.randomUUID());
        }

        @Override
        public Storage open() {
            return MongoStorage.open(uri());
        }

        @Override
        public Map<String, String> setting() {
            return Map.of("MONGODB_URI", uri());
        }

        /** The address with this database in its path. */
        private String uri() {
            return server.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?", "$1/" + name);
        }

        /** Far fewer than the 64 calls that Stencil lets in at once. */
        @Override
        public int writesAtOnce() {
            return 16;
        }

        @Override
        public void close() {
            try (MongoClient client = MongoClients.create(server)) {
                client.getDatabase(name).drop();
            }
        }

        /** Leaves out the address: it may hold a password. */
        @Override
        public String toString() {
            return "Mongo[" + name + "]";
        }
    }
}

package dev.stencil.bench.server;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.core.port.Storage;
import java.util.List;
import java.util.Map;

/** A database on a MongoDB that is there. */
record DatabasePlace(String server, String name) implements Place {
    static DatabasePlace fresh(String server, String name) {
        DatabasePlace place = new DatabasePlace(server, name);
        place.close();
        return place;
    }

    /** The address of the server with this database in its path. */
    private String uri() {
        ConnectionString given = new ConnectionString(server);
        String hosts = String.join(",", given.getHosts());
        int begin = server.indexOf(hosts) + hosts.length();
        int options = server.indexOf('?', begin);
        return server.substring(0, begin) + '/' + name + (options < 0 ? "" : server.substring(options));
    }

    @Override
    public List<String> flags() {
        return List.of();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("MONGODB_URI", uri());
    }

    @Override
    public List<String> address() {
        return List.of("mongo", uri());
    }

    @Override
    public Storage open() {
        return MongoStorage.open(uri());
    }

    @Override
    public boolean slowsDown() {
        return false;
    }

    @Override
    public void close() {
        try (MongoClient client = MongoClients.create(server)) {
            client.getDatabase(name).drop();
        }
    }

    /** Does not show the address: it may hold a password. */
    @Override
    public String toString() {
        return "DatabasePlace[" + name + "]";
    }
}

package dev.stencil.bench.server;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

/** A database on a MongoDB that is there. */
record DatabasePlace(String server, String name) implements MongoPlace {
    static DatabasePlace fresh(String server, String name) {
        DatabasePlace place = new DatabasePlace(server, name);
        place.close();
        return place;
    }

    /** The address of the server with this database in its path. */
    @Override
    public String uri() {
        ConnectionString given = new ConnectionString(server);
        String hosts = String.join(",", given.getHosts());
        int begin = server.indexOf(hosts) + hosts.length();
        int options = server.indexOf('?', begin);
        return server.substring(0, begin) + '/' + name + (options < 0 ? "" : server.substring(options));
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

package dev.stencil.bench.server;

/** A stand-in for MongoDB that nobody else uses. */
record StandInPlace(Server server) implements MongoPlace {
    @Override
    public String uri() {
        return "mongodb://127.0.0.1:" + server.port() + "/bench";
    }

    @Override
    public boolean slowsDown() {
        return true;
    }

    @Override
    public void close() {
        server.close();
    }
}

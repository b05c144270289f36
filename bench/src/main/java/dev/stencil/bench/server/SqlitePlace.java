package dev.stencil.bench.server;

import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

record SqlitePlace(Path folder) implements Place {
    @Override
    public List<String> flags() {
        return List.of("--data", folder.toString());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public List<String> address() {
        return List.of("sqlite", folder.resolve("stencil.db").toString());
    }

    @Override
    public Storage open() {
        return SqliteStorage.open(folder);
    }

    @Override
    public boolean slowsDown() {
        return false;
    }

    @Override
    public void close() throws IOException {
        Checkout.delete(folder);
    }
}

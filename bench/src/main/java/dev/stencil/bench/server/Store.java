package dev.stencil.bench.server;

/** What data is kept in. */
public enum Store {
    SQLITE("SQLite"),
    MONGO("MongoDB");

    private final String title;

    Store(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}

package dev.stencil.testing;

import dev.stencil.adapter.http.HttpServer;
import dev.stencil.adapter.http.HttpSettings;
import dev.stencil.core.Stencil;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * The whole HTTP server within the test's process, on a free port of 127.0.0.1, that serves a {@link TestStencil}. Its
 * limits are those of the server by default. Safe for use by many threads.
 */
public final class StencilServer implements AutoCloseable {
    private final TestStencil core;
    private final HttpServer http;

    private StencilServer(TestStencil core) {
        this.core = core;
        this.http = HttpServer.start(HttpSettings.DEFAULT.at("127.0.0.1", 0), core.stencil());
    }

    /** In memory, empty. */
    public static StencilServer start() {
        return start(new InMemoryStorage());
    }

    /** As the other, with the settings as they are. */
    public static StencilServer start(Storage storage) {
        return start(storage, UnaryOperator.identity());
    }

    /**
     * On another storage, with other settings.
     *
     * @param storage is closed with the server
     */
    public static StencilServer start(Storage storage, UnaryOperator<Stencil.Builder> settings) {
        return new StencilServer(TestStencil.start(storage, settings));
    }

    /** Where it is, without a slash at the end: {@code http://127.0.0.1:49152}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + http.address().getPort());
    }

    /** What it serves: for the clock, the events and the storage. */
    public TestStencil core() {
        return core;
    }

    /** As {@link TestStencil#account()}. */
    public TestAccount account() {
        return core.account();
    }

    /** As {@link TestStencil#account(String)}. */
    public TestAccount account(String name) {
        return core.account(name);
    }

    /** Closes the storage, too. */
    @Override
    public void close() {
        http.close();
        core.close();
    }
}

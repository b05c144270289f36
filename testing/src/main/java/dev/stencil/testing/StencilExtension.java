package dev.stencil.testing;

import dev.stencil.core.Stencil;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit extension that starts a {@link StencilServer} before tests and closes it after them. A test gets it as a
 * parameter:
 *
 * <pre>{@code
 * @ExtendWith(StencilExtension.class)
 * class MyClientTest {
 *     @Test
 *     void readsItsTemplates(StencilServer server) {
 *         MyClient client = new MyClient(server.url(), server.account("ada").accessToken());
 *     }
 * }
 * }</pre>
 *
 * <p>Or it is asked of the extension, where that is a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * private final StencilExtension stencil = new StencilExtension();
 * }</pre>
 *
 * <p>On a class or as a static field it starts one server for all tests of the class; on a method or as a field of the
 * test it starts one for each test. Tests of a class that share a server share its accounts and its clock. Classes and
 * methods may run in parallel. A parameter may also be the server's {@link TestStencil}.
 */
public final class StencilExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private final Supplier<? extends Storage> storage;
    private final UnaryOperator<Stencil.Builder> settings;
    private @Nullable StencilServer server;
    private int uses;

    /** A server, for as long as JUnit keeps the context that it was begun for. */
    private record Use(StencilServer begun, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /** In memory, empty. */
    public StencilExtension() {
        this(InMemoryStorage::new);
    }

    /** As the other, with the settings as they are. */
    public StencilExtension(Supplier<? extends Storage> storage) {
        this(storage, UnaryOperator.identity());
    }

    /**
     * On another storage, with other settings.
     *
     * @param storage makes one for each start, which is closed with the server
     */
    public StencilExtension(Supplier<? extends Storage> storage, UnaryOperator<Stencil.Builder> settings) {
        this.storage = storage;
        this.settings = settings;
    }

    /**
     * The server that runs now.
     *
     * @throws IllegalStateException if no test that it was started for is under way
     */
    public synchronized StencilServer server() {
        if (server == null) {
            throw new IllegalStateException("no server: the extension needs @RegisterExtension, and a test under way");
        }
        return server;
    }

    /** @param isShared whether all tests of a class use it: one for a test alone is its own, of many at once, too */
    private synchronized Use begin(boolean isShared) {
        StencilServer current = server;
        if (current == null || !isShared) {
            current = StencilServer.start(storage.get(), settings);
            server = current;
        }
        uses += isShared ? 1 : 0;
        StencilServer begun = current;
        return new Use(begun, () -> end(isShared, begun));
    }

    private synchronized void end(boolean isShared, StencilServer begun) {
        uses -= isShared ? 1 : 0;
        if (uses == 0) {
            begun.close();
            server = server == begun ? null : server;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        use(context, true);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        use(context, false);
    }

    /** What the store of a class has, those of its methods have, too. */
    private StencilServer use(ExtensionContext context, boolean isShared) {
        return context.getStore(Namespace.create(this))
                .computeIfAbsent(Use.class, key -> begin(isShared), Use.class).begun();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == StencilServer.class || type == TestStencil.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        StencilServer begun = use(context, false);
        return parameter.getParameter().getType() == StencilServer.class ? begun : begun.core();
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }
}

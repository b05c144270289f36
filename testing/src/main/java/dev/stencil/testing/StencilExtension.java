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

    /** Keeps the server running as long as JUnit keeps the context that it was begun for. */
    private final class Use implements AutoCloseable {
        Use() {
            begin();
        }

        @Override
        public void close() {
            end();
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

    private synchronized void begin() {
        if (uses == 0) {
            server = StencilServer.start(storage.get(), settings);
        }
        uses++;
    }

    private synchronized void end() {
        uses--;
        if (uses == 0) {
            server().close();
            server = null;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        use(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        use(context);
    }

    /** What the store of a class has, those of its methods have, too. */
    private void use(ExtensionContext context) {
        context.getStore(Namespace.create(this)).computeIfAbsent(Use.class, key -> new Use());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == StencilServer.class || type == TestStencil.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        use(context);
        return parameter.getParameter().getType() == StencilServer.class ? server() : server().core();
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }
}

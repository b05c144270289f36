package dev.stencil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.stencil.core.domain.account.GuessLimits;
import dev.stencil.core.memory.InMemoryStorage;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes as others write them, and looks at the servers that they got. */
class StencilExtensionTest {
    private static final Set<StencilServer> SERVERS = ConcurrentHashMap.newKeySet();

    /** Is called by each test of the classes below. */
    private static void use(StencilServer server) throws IOException {
        SERVERS.add(server);
        TestAccount account = server.account();
        assertThat(status(server.url(), account)).isEqualTo(200);
    }

    private static int status(URI server, TestAccount account) throws IOException {
        HttpURLConnection request =
                (HttpURLConnection) server.resolve("/api/v1/users/me").toURL().openConnection();
        request.setRequestProperty("Authorization", account.authorization());
        return request.getResponseCode();
    }

    @BeforeEach
    void forget() {
        SERVERS.clear();
    }

    @ExtendWith(StencilExtension.class)
    static class OnTheClass {
        private final TestStencil core;

        OnTheClass(TestStencil core) {
            this.core = core;
        }

        @RepeatedTest(3)
        void uses(StencilServer server) throws IOException {
            use(server);
            assertThat(server.core()).isSameAs(core);
        }

        @Nested
        class Within {
            @RepeatedTest(3)
            void uses(StencilServer server) throws IOException {
                use(server);
            }
        }
    }

    static class StaticField {
        @RegisterExtension
        static final StencilExtension STENCIL = new StencilExtension();

        @BeforeAll
        static void everybodyKnowsAda() {
            STENCIL.server().account("ada");
        }

        @RepeatedTest(3)
        void uses() throws IOException {
            use(STENCIL.server());
            assertThatThrownBy(() -> STENCIL.server().account("ada")).isNotNull();
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class FieldOfTheOneInstance {
        @RegisterExtension
        final StencilExtension stencil = new StencilExtension();

        @RepeatedTest(3)
        void uses() throws IOException {
            use(stencil.server());
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {OnTheClass.class, StaticField.class, FieldOfTheOneInstance.class})
    void testsOfAClassShareAServer(Class<?> tests) {
        run(false, tests);
        assertThat(SERVERS).hasSize(1);
    }

    static class FieldOfTheTest {
        @RegisterExtension
        final StencilExtension stencil = new StencilExtension();

        @RepeatedTest(3)
        void uses(StencilServer server) throws IOException {
            use(server);
            assertThat(stencil.server()).isSameAs(server);
            server.account("ada");
        }
    }

    static class OnTheMethod {
        @RepeatedTest(3)
        @ExtendWith(StencilExtension.class)
        void uses(StencilServer server) throws IOException {
            use(server);
            server.account("ada");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {FieldOfTheTest.class, OnTheMethod.class})
    void eachTestHasAServerOfItsOwn(Class<?> tests) {
        run(false, tests);
        assertThat(SERVERS).hasSize(3);
    }

    static class Inherited {
        @RegisterExtension
        static final StencilExtension STENCIL = new StencilExtension();

        @RepeatedTest(20)
        void uses(StencilServer server) throws IOException {
            use(server);
        }
    }

    static class FirstHeir extends Inherited {}

    static class SecondHeir extends Inherited {}

    @Test
    void classesAndMethodsMayRunInParallel() {
        run(true,
                OnTheClass.class, StaticField.class, FieldOfTheOneInstance.class, FieldOfTheTest.class,
                OnTheMethod.class, FirstHeir.class, SecondHeir.class);
    }

    static class BesideAnExtensionThatFails {
        @RegisterExtension
        static final StencilExtension STENCIL = new StencilExtension();

        @RegisterExtension
        static final BeforeEachCallback FAILING = context -> {
            SERVERS.add(STENCIL.server());
            throw new IllegalStateException("of the test");
        };

        @RepeatedTest(3)
        void isNeverRun() {}
    }

    @Test
    void theServerOfAClassOutlivesAFailureOfAnotherExtension() {
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(BesideAnExtensionThatFails.class)).execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.failed(3));
        assertThat(SERVERS).hasSize(1).allSatisfy(StencilExtensionTest::assertClosed);
    }

    static class OfAStorageAndSettings {
        static final InMemoryStorage STORAGE = new InMemoryStorage();

        @RegisterExtension
        final StencilExtension stencil = new StencilExtension(
                () -> STORAGE, settings -> settings.guessLimits(GuessLimits.OFF).templatesPerAccount(1));

        @Test
        void uses(StencilServer server) throws IOException {
            use(server);
            TestAccount account = server.account("ada");
            assertThat(STORAGE.users().find(account.id())).isPresent();
        }
    }

    @Test
    void storageAndSettingsAreOnesOwn() {
        run(false, OfAStorageAndSettings.class);
    }

    @Test
    void whereNoTestIsUnderWayThereIsNoServer() {
        assertThatThrownBy(() -> new StencilExtension().server()).isInstanceOf(IllegalStateException.class);
    }

    /** All tests pass, and all servers are closed afterwards. */
    private static void run(boolean parallel, Class<?>... tests) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "" + parallel)
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent");
        for (Class<?> one : tests) {
            kit.selectors(selectClass(one));
        }
        kit.execute().allEvents().assertStatistics(statistics -> statistics.failed(0).skipped(0));
        assertThat(SERVERS).isNotEmpty().allSatisfy(StencilExtensionTest::assertClosed);
    }

    private static void assertClosed(StencilServer server) {
        assertThatThrownBy(() -> server.url().toURL().openConnection().connect()).isInstanceOf(IOException.class);
    }
}

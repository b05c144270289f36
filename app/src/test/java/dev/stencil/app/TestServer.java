package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Sources;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole server within the test's process, put together as it is for everybody else. */
public final class TestServer implements AutoCloseable {
    private final Server server;
    private final String url;

    private TestServer(Server server, String url) {
        this.server = server;
        this.url = url;
    }

    /**
     * Starts the development profile on a free port, with a signing secret for this start unless there is one.
     *
     * @param storage is closed with the server
     * @param environment settings, such as {@code LOGIN_FREE_FAILURES=off} or {@code SEED_STATUS_CODES=exact}
     */
    public static TestServer start(Storage storage, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("PORT", "0");
        Settings settings =
                new SettingsReader(new Sources(Profile.DEVELOPMENT, Map.of("--in-memory", "on"), variables)).read();
        Server server = new Server(settings, storage);
        return new TestServer(server, server.url(settings));
    }

    /** Gives an account the role of those who take care of all accounts. */
    public static void makeAdmin(Storage storage, String name) {
        User user = storage.users().find(new UserName(name)).orElseThrow();
        assertThat(storage.users().replace(user, user.with(Roles.of(List.of(Roles.ADMIN)), user.updated()))).isTrue();
    }

    /** Without a slash at the end. */
    public String url() {
        return url;
    }

    /** A client without an account. */
    public TestClient client() {
        return new TestClient(URI.create(url));
    }

    /** A client of an account, which is opened unless it is there, logged in. */
    public TestClient client(String name, String password) throws IOException, InterruptedException {
        return TestClient.of(URI.create(url), name, password);
    }

    @Override
    public void close() {
        server.close();
    }
}

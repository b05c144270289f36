package dev.stencil.app.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.TestClient;
import dev.stencil.app.TestServer;
import dev.stencil.core.memory.InMemoryStorage;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The three tests that the original was published with, against the development profile as it comes. */
class ArticleTest {
    private static final Map<String, String> TEST1 = Map.of("username", "test1", "password", "1234");
    private static final TestServer SERVER = TestServer.start(new InMemoryStorage(), Map.of());

    private final TestClient client = new TestClient(URI.create(SERVER.url()));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void helloWorld() throws Exception {
        assertThat(client.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void createUser() throws Exception {
        assertThat(client.post("/api/v1/users", TEST1).statusCode()).isIn(201, 409);
    }

    @Test
    void userLogin() throws Exception {
        // The article's tests share a database; here any may be the first.
        client.post("/api/v1/users", TEST1);

        assertThat(client.post("/api/v1/login", TEST1).statusCode()).isEqualTo(200);
    }
}

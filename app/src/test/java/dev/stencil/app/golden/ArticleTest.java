package dev.stencil.app.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.TestClient;
import dev.stencil.app.TestServer;
import dev.stencil.core.memory.InMemoryStorage;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The three tests of the article that the original comes from, against the development profile as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArticleTest {
    private static final Map<String, String> USER = Map.of("username", "test1", "password", "1234");

    private final TestServer server = TestServer.start(new InMemoryStorage(), Map.of());
    private final TestClient client = new TestClient(URI.create(server.url()));

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void theRootAnswers() throws Exception {
        assertThat(client.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void aUserIsRegisteredOrIsThereAlready() throws Exception {
        assertThat(client.post("/api/v1/users", USER).statusCode()).isIn(201, 409);
    }

    @Test
    @Order(3)
    void theUserLogsIn() throws Exception {
        assertThat(client.post("/api/v1/login", USER).statusCode()).isEqualTo(200);
    }
}

package dev.stencil.example.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stencil.testing.TestStencil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotesTest {
    @AutoClose
    private final TestStencil core = TestStencil.start();

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Notes.addTo(server, core.stencil());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aTokenWorksUntilItsOwnerLogsOut() throws Exception {
        send("POST", "/register?name=ada", "correct horse", "");
        String ada = send("POST", "/login?name=ada", "correct horse", "").body();
        assertThat(send("POST", "/notes", "buy milk", ada).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/logout", "", ada).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/notes", "", ada).statusCode()).isEqualTo(401);
    }

    @Test
    void everybodyReadsTheirOwnNotes() throws Exception {
        String ada = core.account("ada").accessToken();
        String grace = core.account("grace").accessToken();
        send("POST", "/notes", "buy milk", ada);
        assertThat(send("GET", "/notes", "", ada).body()).isEqualTo("buy milk\n");
        assertThat(send("GET", "/notes", "", grace).body()).isEmpty();
    }

    @Test
    void everyFailureHasItsStatus() throws Exception {
        String ada = core.account("ada").accessToken();
        send("POST", "/notes", "buy milk", ada);
        assertThat(send("POST", "/notes", "buy milk", ada).statusCode()).isEqualTo(409);
        assertThat(send("POST", "/notes", "x".repeat(300_000), ada).statusCode()).isEqualTo(413);
        assertThat(send("GET", "/notes", "", "no token").statusCode()).isEqualTo(401);
        assertThat(send("POST", "/register?name=grace", "short", "").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/elsewhere", "", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aTokenExpires() throws Exception {
        String ada = core.account("ada").accessToken();
        core.clock().move(Duration.ofHours(2));
        assertThat(send("GET", "/notes", "", ada).statusCode()).isEqualTo(401);
    }

    @Test
    void aStorageThatIsAwayIsNoFaultOfTheCaller() throws Exception {
        String ada = core.account("ada").accessToken();
        core.storage().goAway();
        assertThat(send("GET", "/notes", "", ada).statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

package dev.stencil.example.swap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.core.Stencil;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.example.embedding.Notes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private Stencil stencil;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stencil = Notes.addTo(server, new InMemoryStorage(), new SigningSecret("32 bytes or more, of a test alone"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        stencil.close();
        client.close();
    }

    @Test
    void everybodyReadsTheirOwnNotes() throws Exception {
        String ada = tokenOf("ada");
        String grace = tokenOf("grace");
        assertThat(send("POST", "/notes", "buy milk", ada).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/notes", "", ada).body()).isEqualTo("buy milk\n");
        assertThat(send("GET", "/notes", "", grace).body()).isEmpty();
    }

    @Test
    void everyFailureHasItsStatus() throws Exception {
        String ada = tokenOf("ada");
        send("POST", "/notes", "buy milk", ada);
        assertThat(send("POST", "/notes", "buy milk", ada).statusCode()).isEqualTo(409);
        assertThat(send("POST", "/notes", "x".repeat(300_000), ada).statusCode()).isEqualTo(413);
        assertThat(send("GET", "/notes", "", "no token").statusCode()).isEqualTo(401);
        assertThat(send("POST", "/register?name=grace", "short", "").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/elsewhere", "", "").statusCode()).isEqualTo(404);
    }

    private String tokenOf(String name) throws Exception {
        send("POST", "/register?name=" + name, "correct horse", "");
        return send("POST", "/login?name=" + name, "correct horse", "").body();
    }

    private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

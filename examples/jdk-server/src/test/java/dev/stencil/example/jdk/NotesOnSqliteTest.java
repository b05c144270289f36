package dev.stencil.example.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.Stencil;
import dev.stencil.core.port.Storage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesOnSqliteTest {
    @Test
    void notesOutliveARestart(@TempDir Path folder) throws Exception {
        try (Notebook notebook = new Notebook(folder)) {
            notebook.post("/register?name=ada", "correct horse", "");
            notebook.post("/notes", "buy milk", notebook.post("/login?name=ada", "correct horse", ""));
        }
        try (Notebook notebook = new Notebook(folder)) {
            String token = notebook.post("/login?name=ada", "correct horse", "");
            assertThat(notebook.send("GET", "/notes", "", token)).isEqualTo("buy milk\n");
        }
    }

    private static final class Notebook implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final Storage storage;
        private final Stencil stencil;

        Notebook(Path folder) throws Exception {
            storage = SqliteStorage.open(folder);
            stencil = Notes.addTo(server, storage, new SigningSecret("32 bytes or more, of a test alone"));
            server.start();
        }

        String post(String path, String body, String token) throws Exception {
            return send("POST", path, body, token);
        }

        String send(String method, String path, String body, String token) throws Exception {
            URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + path);
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token)
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        }

        @Override
        public void close() {
            server.stop(0);
            client.close();
            stencil.close();
            storage.close();
        }
    }
}

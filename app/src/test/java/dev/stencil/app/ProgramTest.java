package dev.stencil.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {
    private static final String SECRET = "canary-0123456789abcdef0123456789";
    private static final String BODY = "{\"username\": \"ada-canary\", \"password\": \"pass-canary\"}";

    @TempDir
    Path folder;

    @Test
    void sigtermLetsARequestFinishAndEndsWithZero() throws IOException {
        Map<String, String> environment = Map.of("JWT_SECRET_KEY", SECRET, "PORT", "0", "DATA_DIR", "kept");
        try (Program program = Program.start(folder, environment, "serve", "--host", "127.0.0.1");
                Socket socket = connect(program.url())) {
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            send(socket, """
                    POST /api/v1/users HTTP/1.1
                    Host: test
                    Content-Type: application/json
                    Content-Length: %d
                    Expect: 100-continue

                    """.formatted(BODY.length()));
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            answer.readLine();

            program.terminate();
            await().until(() -> !isServing(program.url()));
            send(socket, BODY);

            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 201 Created");
            assertThat(program.exitCode()).isZero();
            assertThat(program.out() + program.err()).contains("registered user=").doesNotContain("canary");
        }
    }

    @Test
    void developmentTellsWhatItMadeAndWhereToGo() throws IOException {
        try (Program program = Program.start(folder, Map.of("PORT", "0"))) {
            URI url = program.url();

            assertThat(url.getHost()).isEqualTo("127.0.0.1");
            assertThat(program.out())
                    .contains(folder.resolve("data").toRealPath().toString())
                    .contains("curl -i " + url)
                    .contains("- passwords may be short")
                    .contains("only this machine can reach it");
            Path secret = folder.resolve("data/jwt-secret");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret))).isEqualTo("rw-------");
            assertThat(program.out()).doesNotContain(Files.readString(secret).strip());
            assertThat(program.err()).isEmpty();
        }
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefused() {
        try (Program first = Program.start(folder, Map.of("PORT", "0"))) {
            first.url();
            assertThat(Program.run(folder, 1, Map.of("PORT", "0"))).hasLineCount(1).contains("in use");
        }
    }

    @Test
    void aPortThatIsTakenIsOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = "" + taken.getLocalPort();
            assertThat(Program.run(folder, 1, Map.of("PORT", port), "--in-memory"))
                    .hasLineCount(1)
                    .contains("cannot listen at 127.0.0.1:" + port);
        }
    }

    @Test
    void aDatabaseThatIsDamagedIsOneLine() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/stencil.db"), "no database at all");
        assertThat(Program.run(folder, 1, Map.of("PORT", "0"))).hasLineCount(1).contains("stencil.db");
    }

    @ParameterizedTest
    @CsvSource({
            "JWT_SECRET_KEY, canary",
            "JWT_SECRET_KEY, 38dd56f56d405e02ec0ba4be4607eaab",
            "JWT_SECRET_KEY_FILE, /canary"
    })
    void productionRefusesToStartAndShowsNoValue(String variable, String value) {
        assertThat(Program.run(folder, 2, Map.of(variable, value), "serve", "--in-memory"))
                .hasLineCount(1)
                .contains("JWT_SECRET_KEY")
                .doesNotContain(value);
    }

    @Test
    void withoutItsMongoItListensIsNotReadyAndSaysSo() throws Exception {
        // Nobody listens at port 1.
        Map<String, String> environment =
                Map.of("JWT_SECRET_KEY", SECRET, "PORT", "0", "MONGODB_URI", "mongodb://u:canary@127.0.0.1:1/mine");
        try (Program program = Program.start(folder, environment, "serve", "--host", "127.0.0.1")) {
            HttpRequest ready = HttpRequest.newBuilder(program.url().resolve("/health/ready")).build();

            assertThat(HttpClient.newHttpClient().send(ready, BodyHandlers.discarding()).statusCode()).isEqualTo(503);
            await().until(() -> program.out().contains("listening, but not ready"));
            assertThat(program.out() + program.err()).doesNotContain("canary");
        }
    }

    private static Socket connect(URI url) throws IOException {
        return new Socket(url.getHost(), url.getPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    /** Whether a new request is still taken. */
    private static boolean isServing(URI url) {
        try (Socket socket = connect(url)) {
            send(socket, "GET / HTTP/1.1\nHost: test\nConnection: close\n\n");
            return new String(socket.getInputStream().readAllBytes(), UTF_8).startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aServerThatStartsEndsWithZero() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            String uri = "mongodb://127.0.0.1:" + silent.getLocalPort() + "/mine";
            try (Program program = Program.start(folder, Map.of("MONGODB_URI", uri, "PORT", "0"));
                    Socket start = silent.accept()) {
                assertThat(start.isConnected()).isTrue();
                program.terminate();
                assertThat(program.exitCode()).isZero();
                assertThat(program.err()).isEmpty();
            }
        }
    }

    @Test
    void whatHangsKeepsTheProcessForItsTimeAndTheStorageIsClosed() throws Exception {
        try (Program requests = Program.start(StuckServer.class, folder, Map.of());
                Program all = Program.start(StuckServer.class, folder, Map.of(), "close");
                Socket one = stuck(requests);
                Socket other = stuck(all)) {
            requests.terminate();
            all.terminate();
            assertThat(requests.exitCode()).isZero();
            assertThat(all.exitCode()).isEqualTo(1);
            assertThat(requests.out()).contains("closing the storage");
            assertThat(all.out()).contains("closing the storage");
            assertThat(one.isConnected() && other.isConnected()).isTrue();
        }
    }

    /** @return a connection with a request that is never answered */
    private static Socket stuck(Program program) throws Exception {
        URI url = program.url();
        Socket socket = new Socket(url.getHost(), url.getPort());
        String body = "{\"username\": \"ada\", \"password\": \"correct horse\"}";
        socket.getOutputStream()
                .write(("POST /api/v1/login HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(US_ASCII));
        await().until(() -> program.out().contains("stuck"));
        return socket;
    }
}

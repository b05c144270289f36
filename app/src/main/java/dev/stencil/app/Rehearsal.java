package dev.stencil.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Sources;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A start and some forty requests, from which the JVM makes the cache that later starts are faster with: run with
 * {@code -XX:AOTCacheOutput}, below Java 25 with {@code -XX:ArchiveClassesAtExit}. Its store is SQLite in a folder that
 * is removed at the end. Fails if an answer is not as it should be.
 */
final class Rehearsal {
    private static final int ROUNDS = 3;
    private static final int DEADLINE_MILLIS = 20_000;
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Pattern LOCATION = Pattern.compile("Location: (\\S+)");

    private final URI server;
    private String token = "";

    private Rehearsal(URI server) {
        this.server = server;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("stencil-rehearsal");
        try {
            hold(folder);
        } finally {
            remove(folder);
        }
    }

    private static void hold(Path folder) {
        Map<String, String> flags = Map.of("--port", "0", "--data", folder.toString());
        Main.commandLine(Map.of()).parseArgs("serve", "--port", "0");
        Settings settings = new SettingsReader(new Sources(Profile.DEVELOPMENT, flags, Map.of())).read();
        try (Server server = Server.start(settings)) {
            String url = server.url(settings);
            System.out.println(Banner.text(settings, url));
            new Rehearsal(URI.create(url)).requests();
        }
    }

    private void requests() {
        send("GET", "/health/ready", "", 200);
        String ada = "{\"username\": \"ada\", \"password\": \"correct horse\"}";
        send("POST", "/api/v1/users", ada, 201);
        send("POST", "/api/v1/users", ada, 409);
        for (int round = 0; round < ROUNDS; round++) {
            token = find(TOKEN, send("POST", "/api/v1/login", ada, 200));
            original(round);
            resources(round);
        }
    }

    private void original(int round) {
        String one = "{\"name\": \"invoice\", \"columns\": [\"item\", %d, 1.5, true, null]}".formatted(round);
        send("POST", "/create", "{\"template\": %s}".formatted(one), 200);
        send("POST", "/create", "{\"template\": %s}".formatted(one), 409);
        send("GET", "/get", "", 200);
        send("POST", "/update", "{\"old_template\": %s, \"new_template\": \"new\"}".formatted(one), 200);
        send("POST", "/delete", "{\"template\": \"new\"}", 200);
    }

    private void resources(int round) {
        String templates = "/api/v1/templates";
        String one = find(LOCATION, send("POST", templates, "{\"content\": {\"round\": %d}}".formatted(round), 201));
        send("GET", templates + "?limit=1", "", 200);
        send("GET", one, "", 200);
        send("GET", one, "", 304, "If-None-Match: \"1\"");
        send("PATCH", one, "{\"content\": {\"paper\": \"A4\"}}", 200, "Content-Type: application/merge-patch+json");
        send("GET", templates + "/000000000000000000000000", "", 404);
    }

    private String send(String method, String path, String body, int status) {
        return send(method, path, body, status, "Content-Type: application/json");
    }

    /** @return head and body of the answer */
    private String send(String method, String path, String body, int status, String header) {
        String head = """
                %s %s HTTP/1.1
                Host: localhost
                Connection: close
                Content-Length: %d
                Authorization: Bearer %s
                %s

                """.formatted(method, path, body.length(), token, header);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            socket.getOutputStream().write((head.replace("\n", "\r\n") + body).getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            if (!answer.startsWith("HTTP/1.1 " + status)) {
                throw new IllegalStateException(method + " " + path + " is not answered with " + status);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String find(Pattern pattern, String answer) {
        return pattern.matcher(answer).results().findFirst()
                .orElseThrow(() -> new IllegalStateException("an answer has no " + pattern))
                .group(1);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}

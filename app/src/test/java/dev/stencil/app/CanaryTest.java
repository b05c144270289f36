package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Known secrets go into every field that takes one, and come out nowhere. */
class CanaryTest {
    private static final String SECRET = "canary-of-the-signing-secret-0001";
    private static final String PASSWORD = "canary-of-the-password-0002";
    private static final String WRONG = "canary-of-a-wrong-password-0003";
    private static final String NEXT = "canary-of-the-next-password-0004";
    private static final String NAME = "canary-of-a-name-0005";
    private static final String CONTENT = "canary-of-a-template-0006";

    private final List<String> secrets = new ArrayList<>(List.of(SECRET, PASSWORD, WRONG, NEXT));
    private final List<String> errors = new ArrayList<>();

    private void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isBetween(400, 499);
        errors.add(answer.headers().map() + answer.body());
    }

    @Test
    void noSecretIsLoggedOrAnsweredOrExported(@TempDir Path folder) throws Exception {
        Map<String, String> environment =
                Map.of("JWT_SECRET_KEY", SECRET, "PORT", "0", "DATA_DIR", folder.resolve("data").toString());
        String export;
        String log;
        try (Program program = Program.start(folder, environment, "serve")) {
            URI url = program.url();
            export = useEverything(url);
            program.terminate();
            assertThat(program.exitCode()).isZero();
            log = program.out() + program.err();
        }
        assertThat(log).contains("signed_in", "sign_in_failed", "password_refused", "password_changed",
                "session_refreshed", "session_ended", "account_closed", "request=");
        for (String secret : secrets) {
            assertThat(log).doesNotContain(secret);
            assertThat(errors).allSatisfy(error -> assertThat(error).doesNotContain(secret));
            assertThat(export).doesNotContain(secret);
        }
        assertThat(log).doesNotContain(NAME, CONTENT);
        assertThat(export).contains(NAME, CONTENT).doesNotContain("argon2");
    }

    /** Answers the export. */
    private String useEverything(URI url) throws Exception {
        TestClient client = new TestClient(url);
        refused(client.post("/api/v1/users", Map.of("username", NAME, "password", PASSWORD, "secret", WRONG)));
        client.register(NAME, PASSWORD);
        refused(client.tryLogin(NAME, WRONG));
        refused(client.tryLogin(WRONG, PASSWORD));
        refused(client.post("/api/v1/login", Map.of("username", List.of(WRONG), "password", PASSWORD)));
        client.login(NAME, PASSWORD);
        note(client);
        client.post("/create", Map.of("template", CONTENT));
        refused(client.post("/create", Map.of("template", CONTENT)));
        TestClient forger = new TestClient(url);
        forger.useToken(client.token().substring(0, client.token().length() - 9) + "forgeries");
        note(forger);
        refused(forger.get("/get"));
        refused(forger.get("/api/v1/users/me"));
        forger.useToken(client.refreshToken());
        refused(forger.get("/get"));
        refused(client.post("/api/v1/token/refresh", Map.of("refresh_token", client.token())));
        assertThat(client.refresh().statusCode()).isEqualTo(200);
        note(client);
        refused(client.changePassword(WRONG, NEXT));
        refused(client.changePassword(PASSWORD, NAME));
        assertThat(client.changePassword(PASSWORD, NEXT).statusCode()).isEqualTo(204);
        String export = client.get("/api/v1/users/me/export").body();
        TestClient other = new TestClient(url);
        other.login(NAME, NEXT);
        note(other);
        other.post("/api/v1/logout", Map.of());
        refused(client.deleteAccount(WRONG));
        assertThat(client.deleteAccount(NEXT).statusCode()).isEqualTo(204);
        return export;
    }

    /** Both tokens, and what may be left of the refresh token where it was taken apart. */
    private void note(TestClient client) {
        secrets.add(client.token());
        if (!client.refreshToken().isEmpty()) {
            secrets.add(client.refreshToken());
            byte[] bytes = Base64.getUrlDecoder().decode(client.refreshToken());
            secrets.add(HexFormat.of().formatHex(bytes, 24, bytes.length));
        }
    }
}

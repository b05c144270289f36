package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Storage;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

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
        addAdministrator(folder.resolve("data"));
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
                "session_refreshed", "session_ended", "account_closed", "request=", "account_added", "roles_set",
                "password_reset_begun", "password_reset ", "password_reset_refused", " by=");
        for (String secret : secrets) {
            assertThat(log).doesNotContain(secret);
            assertThat(errors).allSatisfy(error -> assertThat(error).doesNotContain(secret));
            assertThat(export).doesNotContain(secret);
        }
        assertThat(log).doesNotContain(NAME, CONTENT);
        assertThat(export).contains(NAME, CONTENT).doesNotContain("argon2");
    }

    private static void addAdministrator(Path data) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String hash = new Argon2PasswordHasher().hash(PASSWORD);
        User root = new User(new Id("0".repeat(24)), new UserName("root"), hash, now, now);
        try (Storage storage = SqliteStorage.open(data)) {
            storage.users().add(root.with(Roles.of(List.of(Roles.ADMIN)), now));
        }
    }

    /** Somebody who has forgotten the password gets another one. */
    private void takeCare(URI url) throws Exception {
        TestClient root = new TestClient(url);
        root.login("root", PASSWORD);
        note(root);
        String accounts = "/api/v1/admin/accounts";
        HttpResponse<String> added = root.post(accounts, Map.of("username", NAME + "-2", "password", PASSWORD));
        String account = accounts + '/' + member(added, "id");
        root.put(account + "/roles", Map.of("roles", List.of("mailer")));
        refused(root.put(account + "/password", Map.of("new_password", NAME + "-2")));
        String token = member(root.post(account + "/reset-token", Map.of()), "reset_token");
        secrets.add(token);
        Map<String, String> reset = Map.of("reset_token", token, "new_password", NEXT);
        assertThat(root.post("/api/v1/password-reset", reset).statusCode()).isEqualTo(204);
        refused(root.post("/api/v1/password-reset", reset));
    }

    private static String member(HttpResponse<String> answer, String name) {
        return JsonMapper.shared().readTree(answer.body()).path(name).stringValue();
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
        takeCare(url);
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

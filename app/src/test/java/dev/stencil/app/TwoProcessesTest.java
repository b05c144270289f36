package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.core.port.Storage;
import dev.stencil.core.usecase.policy.LiveSessions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two servers on one MongoDB, each a process of its own: a client cannot tell that there are two. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoProcessesTest {
    private static final int ROUNDS = 10;
    /** Fewer, since each hashes passwords. */
    private static final int REGISTRATIONS = 5;
    /** Half of them at each server. */
    private static final int RUNNERS = 8;
    private static final String ACCOUNTS = "/api/v1/admin/accounts";
    private static final String PASSWORD = "password";

    private final MongoForTests database = new MongoForTests();
    private final List<Program> programs = new ArrayList<>();
    private final List<URI> servers = new ArrayList<>();
    /** Clients of one user, one at each server. */
    private final List<TestClient> ada = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Map<String, String> environment = Map.of(
                "MONGODB_URI", database.uri(), "JWT_SECRET_KEY", "32 bytes or more, of a test alone", "PORT", "0");
        // Both at once, on a database that has neither marker nor indexes yet.
        programs.add(Program.start(folder, environment));
        programs.add(Program.start(folder, environment));
        for (Program program : programs) {
            servers.add(program.url());
            ada.add(TestClient.of(program.url(), "ada", PASSWORD));
        }
    }

    @AfterAll
    void stop() {
        programs.forEach(Program::close);
        database.close();
    }

    @RepeatedTest(REGISTRATIONS)
    void identicalRegistrationsOpenOneAccount(TestInfo round) throws Exception {
        String name = "register " + round.getDisplayName();
        Map<String, String> account = Map.of("username", name, "password", PASSWORD);
        List<Integer> statuses = Race.of(
                RUNNERS, i -> () -> new TestClient(server(i)).post("/api/v1/users", account).statusCode());
        assertThat(statuses).containsOnlyOnce(201);
        // On a slow machine some find no place to hash a password.
        assertThat(statuses).isSubsetOf(201, 409, 503);
        for (URI server : servers) {
            new TestClient(server).login(name, PASSWORD);
        }
    }

    @RepeatedTest(ROUNDS)
    void equalTemplatesAreCreatedOnce(TestInfo round) throws Exception {
        String value = "create " + round.getDisplayName();
        List<Integer> statuses = Race.of(RUNNERS, i -> () -> status(i, "/create", Map.of("template", value)));
        assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 409);
        assertThat(listed()).containsOnlyOnce(value);
    }

    @RepeatedTest(ROUNDS)
    void ofSeveralUpdatesOfOneValueOneIsMade(TestInfo round) throws Exception {
        String value = "update " + round.getDisplayName();
        create(value);
        List<Integer> statuses =
                Race.of(RUNNERS, i -> () -> status(i, "/update",
                        Map.of("old_template", value, "new_template", value + " by " + i)));
        assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 404);
        assertThat(listed()).filteredOn(listed -> listed.startsWith(value))
                .containsExactly(value + " by " + statuses.indexOf(200));
    }

    @RepeatedTest(ROUNDS)
    void ofSeveralDeletesOfOneValueOneSucceeds(TestInfo round) throws Exception {
        String value = "delete " + round.getDisplayName();
        create(value);
        List<Integer> statuses = Race.of(RUNNERS, i -> () -> status(i, "/delete", Map.of("template", value)));
        assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 404);
        assertThat(listed()).doesNotContain(value);
    }

    @Test
    void whoRegistersAtOneLogsInAtTheOtherAtOnceAndItsTokenHoldsAtBoth() throws Exception {
        for (int i = 0; i < servers.size(); i++) {
            TestClient here = new TestClient(server(i));
            TestClient there = new TestClient(server(i + 1));
            here.register("somebody " + i, PASSWORD);
            there.login("somebody " + i, PASSWORD);
            here.useToken(there.token());
            assertThat(here.post("/create", Map.of("template", "a")).statusCode()).isEqualTo(200);
            assertThat(there.list()).containsExactly("a");
        }
    }

    @Test
    void whatIsEndedAtOneIsOverAtTheOtherWithinTwoSeconds() throws Exception {
        Map<String, Ending> endings = Map.of(
                "logged out", client -> client.post("/api/v1/logout", Map.of()),
                "ended by id", client -> client.delete("/api/v1/sessions/" + client.firstSession()),
                "ended everywhere", client -> client.delete("/api/v1/sessions"),
                "deleted", client -> client.deleteAccount(PASSWORD));
        List<TestClient> there = new ArrayList<>();
        for (Map.Entry<String, Ending> each : endings.entrySet()) {
            TestClient here = TestClient.of(server(0), each.getKey(), PASSWORD);
            TestClient other = new TestClient(server(1));
            other.useToken(here.token());
            assertThat(other.get("/api/v1/users/me").statusCode()).isEqualTo(200);
            assertThat(each.getValue().end(here).statusCode()).isEqualTo(204);
            assertThat(here.get("/api/v1/users/me").statusCode()).isEqualTo(401);
            there.add(other);
        }
        TestClient changing = TestClient.of(server(0), "changed", PASSWORD);
        TestClient changed = TestClient.of(server(1), "changed", PASSWORD);
        assertThat(changing.changePassword(PASSWORD, PASSWORD + " 2").statusCode()).isEqualTo(204);
        assertThat(changed.refresh().statusCode()).isEqualTo(401);
        there.add(changed);

        Thread.sleep(LiveSessions.MEMORY.toMillis());
        for (TestClient client : there) {
            assertThat(client.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        }
        changed.useToken(changing.token());
        assertThat(changed.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void whatAnAdministratorDoesAtOneOrOnTheCommandLineHoldsAtTheOtherWithinTwoSeconds() throws Exception {
        TestClient locked = TestClient.of(server(1), "locked", PASSWORD);
        assertThat(locked.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        assertThat(Main.commandLine(Map.of("MONGODB_URI", database.uri()))
                .setOut(new PrintWriter(new StringWriter()))
                .execute("users", "disable", "locked"))
                .isZero();
        TestClient root = admin("root", server(0));
        TestClient demoted = admin("demoted", server(0));
        TestClient elsewhere = new TestClient(server(1));
        elsewhere.useToken(demoted.token());
        assertThat(elsewhere.get(ACCOUNTS).statusCode()).isEqualTo(200);
        TestClient disabled = TestClient.of(server(1), "disabled", PASSWORD);
        assertThat(disabled.get("/api/v1/users/me").statusCode()).isEqualTo(200);

        assertThat(root.put(account(root, "disabled") + "/state", Map.of("state", "disabled")).statusCode())
                .isEqualTo(200);
        assertThat(root.put(account(root, "demoted") + "/roles", Map.of("roles", List.of())).statusCode())
                .isEqualTo(200);
        assertThat(demoted.get(ACCOUNTS).statusCode()).isEqualTo(403);
        assertThat(disabled.refresh().statusCode()).isEqualTo(401);
        assertThat(disabled.tryLogin("disabled", PASSWORD).statusCode()).isEqualTo(403);

        Thread.sleep(LiveSessions.MEMORY.toMillis());
        assertThat(disabled.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(locked.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(locked.tryLogin("locked", PASSWORD).statusCode()).isEqualTo(403);
        assertThat(elsewhere.get(ACCOUNTS).statusCode()).isEqualTo(403);
    }

    private TestClient admin(String name, URI server) throws Exception {
        TestClient client = new TestClient(server);
        client.register(name, PASSWORD);
        try (Storage storage = MongoStorage.open(database.uri())) {
            TestServer.makeAdmin(storage, name);
        }
        client.login(name, PASSWORD);
        return client;
    }

    private static String account(TestClient admin, String name) throws Exception {
        String list = admin.get(ACCOUNTS + "?limit=1&prefix=" + name).body();
        return ACCOUNTS + '/' + JsonMapper.shared().readTree(list).path("items").path(0).path("id").stringValue();
    }

    @FunctionalInterface
    private interface Ending {
        HttpResponse<String> end(TestClient client) throws Exception;
    }

    private URI server(int number) {
        return servers.get(number % servers.size());
    }

    private void create(String value) throws Exception {
        assertThat(status(0, "/create", Map.of("template", value))).isEqualTo(200);
    }

    /** @param number says at which of the servers */
    private int status(int number, String path, Map<String, ?> body) throws Exception {
        return ada.get(number % ada.size()).post(path, body).statusCode();
    }

    /** What both servers list, in the same order. */
    private List<String> listed() throws Exception {
        List<String> listed = ada.getFirst().list();
        assertThat(ada.getLast().list()).isEqualTo(listed);
        return listed;
    }
}

package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Sha256;
import dev.stencil.core.domain.account.PasswordReset;
import dev.stencil.core.domain.account.ResetToken;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.Storage;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to one account at the same time comes out as if one thing had happened after the other. */
class AccountRacesTest {
    private static final int ROUNDS = 5;
    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    /** Things to do with a server of one store. */
    @FunctionalInterface
    private interface Scene {
        void play(Storage storage, URI server) throws Exception;
    }

    private static void on(EveryStore store, Path folder, Scene scene) throws Exception {
        try (EveryStore.Empty empty = store.empty(folder);
                TestServer server = TestServer.start(empty.storage(), Map.of("LOGIN_FREE_FAILURES", "off"))) {
            scene.play(empty.storage(), URI.create(server.url()));
        }
    }

    /** Starts all at once and waits for all. */
    private static List<Integer> race(List<Callable<HttpResponse<String>>> runners) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(runners.size())) {
            for (Future<HttpResponse<String>> each : threads.invokeAll(runners)) {
                statuses.add(each.get().statusCode());
            }
        }
        return statuses;
    }

    private static TestClient signedIn(URI server, String name) throws Exception {
        TestClient client = new TestClient(server);
        client.register(name, OLD);
        client.login(name, OLD);
        return client;
    }

    private static int login(URI server, String name, String password) throws Exception {
        return new TestClient(server)
                .post("/api/v1/login", Map.of("username", name, "password", password))
                .statusCode();
    }

    @ParameterizedTest
    @EnumSource
    void fiftyRefreshesOfOneTokenLeaveOneSessionAndTokensThatWork(EveryStore store, @TempDir Path folder)
            throws Exception {
        on(store, folder, (storage, server) -> {
            TestClient ada = signedIn(server, "ada");
            List<TestClient> tabs = new ArrayList<>();
            List<Callable<HttpResponse<String>>> refreshes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                TestClient tab = ada.copy();
                tabs.add(tab);
                refreshes.add(tab::refresh);
            }
            assertThat(race(refreshes)).containsOnly(200);
            assertThat(tabs).extracting(TestClient::refreshToken).containsOnly(tabs.getFirst().refreshToken());
            for (TestClient tab : tabs) {
                assertThat(tab.get("/get").statusCode()).isEqualTo(200);
            }
            assertThat(tabs.getFirst().refresh().statusCode()).isEqualTo(200);
            Id id = storage.users().find(new UserName("ada")).orElseThrow().id();
            assertThat(storage.sessions().list(id, 9)).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void ofFiftyResetsWithOneTokenOneSetsThePassword(EveryStore store, @TempDir Path folder) throws Exception {
        on(store, folder, (storage, server) -> {
            TestClient ada = signedIn(server, "ada");
            User user = storage.users().find(new UserName("ada")).orElseThrow();
            ResetToken token = ResetToken.next(user.id());
            Instant expires = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
            storage.users().replace(
                    user, user.with(PasswordReset.of(token, user.access(), expires), user.updated()));
            List<Callable<HttpResponse<String>>> resets = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Map<String, String> reset = Map.of("reset_token", token.text(), "new_password", NEW + i);
                resets.add(() -> new TestClient(server).post("/api/v1/password-reset", reset));
            }
            List<Integer> statuses = race(resets);
            // Some find no place to hash a password.
            assertThat(statuses).containsOnlyOnce(204).isSubsetOf(204, 401, 503);
            assertThat(login(server, "ada", NEW + statuses.indexOf(204))).isEqualTo(200);
            assertThat(login(server, "ada", OLD)).isEqualTo(401);
            assertThat(ada.get("/get").statusCode()).isEqualTo(401);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aHashThatIsUpgradedDoesNotUndoAChangeOfThePassword(EveryStore store, @TempDir Path folder) throws Exception {
        on(store, folder, (storage, server) -> {
            for (int round = 0; round < ROUNDS; round++) {
                String name = "legacy " + round;
                TestClient first = signedIn(server, name);
                User user = storage.users().find(new UserName(name)).orElseThrow();
                storage.users().replace(user, user.rehashed(Sha256.hex(OLD), Instant.now()));
                List<Integer> statuses = race(List.of(
                        () -> new TestClient(server)
                                .post("/api/v1/login", Map.of("username", name, "password", OLD)),
                        () -> first.changePassword(OLD, NEW)));
                assertThat(statuses.get(1)).isEqualTo(204);
                assertThat(login(server, name, OLD)).isEqualTo(401);
                assertThat(login(server, name, NEW)).isEqualTo(200);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whoLogsInWithTheOldPasswordWhileItIsChangedIsOutAfterwards(EveryStore store, @TempDir Path folder)
            throws Exception {
        on(store, folder, (storage, server) -> {
            for (int round = 0; round < ROUNDS; round++) {
                String name = "change " + round;
                TestClient changing = signedIn(server, name);
                List<TestClient> late = new ArrayList<>();
                List<Callable<HttpResponse<String>>> runners = new ArrayList<>();
                runners.add(() -> changing.changePassword(OLD, NEW));
                for (int i = 0; i < 3; i++) {
                    TestClient client = new TestClient(server);
                    late.add(client);
                    runners.add(() -> client.tryLogin(name, OLD));
                }
                assertThat(race(runners).getFirst()).isEqualTo(204);
                assertThat(changing.get("/api/v1/users/me").statusCode()).isEqualTo(200);
                for (TestClient client : late) {
                    assertThat(client.get("/api/v1/users/me").statusCode()).isEqualTo(401);
                }
                User user = storage.users().find(new UserName(name)).orElseThrow();
                assertThat(storage.sessions().list(user.id(), 99))
                        .filteredOn(session -> user.access().admits(session, Instant.now()))
                        .hasSize(1);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCreatedWhileAnAccountIsDeletedIsNeverSeenByTheNextOfItsName(EveryStore store, @TempDir Path folder)
            throws Exception {
        on(store, folder, (storage, server) -> {
            for (int round = 0; round < ROUNDS; round++) {
                String name = "deleted " + round;
                TestClient client = signedIn(server, name);
                Id id = storage.users().find(new UserName(name)).orElseThrow().id();
                List<Callable<HttpResponse<String>>> runners = new ArrayList<>();
                runners.add(() -> client.deleteAccount(OLD));
                for (int i = 0; i < 6; i++) {
                    Map<String, String> template = Map.of("template", "late " + i);
                    runners.add(() -> client.post("/create", template));
                }
                List<Integer> statuses = race(runners);
                assertThat(statuses.getFirst()).isEqualTo(204);
                assertThat(statuses.subList(1, 7)).isSubsetOf(200, 404);
                TestClient next = signedIn(server, name);
                assertThat(next.list()).isEmpty();
                assertThat(storage.users().find(id)).isEmpty();
                assertThat(storage.users().tombstones(Instant.now(), 99))
                        .anyMatch(tombstone -> tombstone.user().equals(id));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshNeverBringsBackASessionThatWasEnded(EveryStore store, @TempDir Path folder) throws Exception {
        on(store, folder, (storage, server) -> {
            TestClient ada = signedIn(server, "ada");
            Id id = storage.users().find(new UserName("ada")).orElseThrow().id();
            for (int round = 0; round < ROUNDS; round++) {
                TestClient client = ada.copy();
                client.login("ada", OLD);
                TestClient tab = client.copy();
                List<Integer> statuses =
                        race(List.of(tab::refresh, () -> client.post("/api/v1/logout", Map.of())));
                assertThat(statuses.getLast()).isEqualTo(204);
                assertThat(statuses.getFirst()).isIn(200, 401);
                assertThat(tab.get("/get").statusCode()).isEqualTo(401);
                assertThat(tab.refresh().statusCode()).isEqualTo(401);
            }
            assertThat(storage.sessions().list(id, 9)).hasSize(1).first().extracting(Session::user).isEqualTo(id);
        });
    }
}

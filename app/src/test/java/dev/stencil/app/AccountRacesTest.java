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
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to one account at the same time comes out as if one thing had happened after the other. */
class AccountRacesTest {
    private static final int ROUNDS = 5;
    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    @TempDir
    private Path folder;

    private void on(EveryStore store, EveryStore.Scene scene) throws Exception {
        store.serve(folder, Map.of("LOGIN_FREE_FAILURES", "off"), scene);
    }

    private static User user(Storage storage, String name) {
        return storage.users().find(new UserName(name)).orElseThrow();
    }

    /** @return the statuses */
    private static List<Integer> race(int number, IntFunction<Callable<HttpResponse<String>>> calls) throws Exception {
        return Race.of(number, calls).stream().map(HttpResponse::statusCode).toList();
    }

    private static int login(TestServer server, String name, String password) throws Exception {
        return server.client().tryLogin(name, password).statusCode();
    }

    @ParameterizedTest
    @EnumSource
    void fiftyRefreshesOfOneTokenLeaveOneSessionAndTokensThatWork(EveryStore store) throws Exception {
        on(store, (storage, server) -> {
            TestClient ada = server.client("ada", OLD);
            List<TestClient> tabs = Stream.generate(ada::copy).limit(50).toList();
            assertThat(race(50, i -> tabs.get(i)::refresh)).containsOnly(200);
            assertThat(tabs).extracting(TestClient::refreshToken).containsOnly(tabs.getFirst().refreshToken());
            for (TestClient tab : tabs) {
                assertThat(tab.get("/get").statusCode()).isEqualTo(200);
            }
            assertThat(tabs.getFirst().refresh().statusCode()).isEqualTo(200);
            Id id = user(storage, "ada").id();
            assertThat(storage.sessions().list(id, 9)).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void ofFiftyResetsWithOneTokenOneSetsThePassword(EveryStore store) throws Exception {
        on(store, (storage, server) -> {
            TestClient ada = server.client("ada", OLD);
            User user = user(storage, "ada");
            ResetToken token = ResetToken.next(user.id());
            Instant expires = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
            storage.users().replace(
                    user, user.with(PasswordReset.of(token, user.access(), expires), user.updated()));
            List<Integer> statuses = race(50, i -> () -> server.client().post(
                    "/api/v1/password-reset", Map.of("reset_token", token.text(), "new_password", NEW + i)));
            // Some find no place to hash a password.
            assertThat(statuses).containsOnlyOnce(204).isSubsetOf(204, 401, 503);
            assertThat(login(server, "ada", NEW + statuses.indexOf(204))).isEqualTo(200);
            assertThat(login(server, "ada", OLD)).isEqualTo(401);
            assertThat(ada.get("/get").statusCode()).isEqualTo(401);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aHashThatIsUpgradedDoesNotUndoAChangeOfThePassword(EveryStore store) throws Exception {
        on(store, (storage, server) -> {
            for (int round = 0; round < ROUNDS; round++) {
                String name = "legacy " + round;
                TestClient first = server.client(name, OLD);
                User user = user(storage, name);
                storage.users().replace(user, user.rehashed(Sha256.hex(OLD), Instant.now()));
                List<Integer> statuses = race(2, i -> i == 0
                        ? () -> server.client().tryLogin(name, OLD)
                        : () -> first.changePassword(OLD, NEW));
                assertThat(statuses.get(1)).isEqualTo(204);
                assertThat(login(server, name, OLD)).isEqualTo(401);
                assertThat(login(server, name, NEW)).isEqualTo(200);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whoLogsInWithTheOldPasswordWhileItIsChangedIsOutAfterwards(EveryStore store) throws Exception {
        on(store, (storage, server) -> {
            for (int round = 0; round < ROUNDS; round++) {
                String name = "change " + round;
                TestClient changing = server.client(name, OLD);
                List<TestClient> late = Stream.generate(server::client).limit(3).toList();
                int changed;
                do {
                    // On a slow machine the change may find no place to hash a password.
                    changed = race(4, i -> i == 0
                            ? () -> changing.changePassword(OLD, NEW)
                            : () -> late.get(i - 1).tryLogin(name, OLD)).getFirst();
                } while (changed == 503);
                assertThat(changed).isEqualTo(204);
                assertThat(changing.get("/api/v1/users/me").statusCode()).isEqualTo(200);
                for (TestClient client : late) {
                    assertThat(client.get("/api/v1/users/me").statusCode()).isEqualTo(401);
                }
                User user = user(storage, name);
                assertThat(storage.sessions().list(user.id(), 99))
                        .filteredOn(session -> user.access().admits(session, Instant.now()))
                        .hasSize(1);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCreatedWhileAnAccountIsDeletedIsNeverSeenByTheNextOfItsName(EveryStore store) throws Exception {
        on(store, (storage, server) -> {
            for (int round = 0; round < ROUNDS; round++) {
                String name = "deleted " + round;
                TestClient client = server.client(name, OLD);
                Id id = user(storage, name).id();
                List<Integer> statuses = race(7, i -> i == 0
                        ? () -> client.deleteAccount(OLD)
                        : () -> client.post("/create", Map.of("template", "late " + i)));
                assertThat(statuses.getFirst()).isEqualTo(204);
                assertThat(statuses.subList(1, 7)).isSubsetOf(200, 404);
                TestClient next = server.client(name, OLD);
                assertThat(next.list()).isEmpty();
                assertThat(storage.users().find(id)).isEmpty();
                assertThat(storage.users().tombstones(Instant.now(), 99))
                        .anyMatch(tombstone -> tombstone.user().equals(id));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshNeverBringsBackASessionThatWasEnded(EveryStore store) throws Exception {
        on(store, (storage, server) -> {
            TestClient ada = server.client("ada", OLD);
            Id id = user(storage, "ada").id();
            for (int round = 0; round < ROUNDS; round++) {
                TestClient client = ada.copy();
                client.login("ada", OLD);
                TestClient tab = client.copy();
                List<Integer> statuses =
                        race(2, i -> i == 0 ? tab::refresh : () -> client.post("/api/v1/logout", Map.of()));
                assertThat(statuses.getLast()).isEqualTo(204);
                assertThat(statuses.getFirst()).isIn(200, 401);
                assertThat(tab.get("/get").statusCode()).isEqualTo(401);
                assertThat(tab.refresh().statusCode()).isEqualTo(401);
            }
            assertThat(storage.sessions().list(id, 9)).hasSize(1).first().extracting(Session::user).isEqualTo(id);
        });
    }
}

package dev.stencil.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.TestClient;
import dev.stencil.contract.fixture.FaultProxy.Moment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One connection to MongoDB is cut in the middle of a write. Where MongoDB can retry writes, the client hears nothing
 * of it; else it gets a 503, and hears the truth when it tries again. Nothing is written twice, and nobody else is
 * refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostConnectionTest {
    private static final String FIND_AND_MODIFY = "findAndModify";

    private final ServerBehindProxy scene = new ServerBehindProxy();
    private TestClient client = scene.client();

    @BeforeAll
    void signUp() throws Exception {
        client = scene.client("ada");
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource
    void aTemplateIsCreatedOnce(Moment moment) throws Exception {
        String value = "created " + moment;
        assertRetryHearsTheTruth(FIND_AND_MODIFY, moment, "/create", Map.of("template", value), 200, 409);
        assertThat(client.list()).containsOnlyOnce(value);
    }

    @ParameterizedTest
    @EnumSource
    void aTemplateIsReplacedOnce(Moment moment) throws Exception {
        String old = "old " + moment;
        String replacement = "new " + moment;
        create(old);
        assertRetryHearsTheTruth(
                "update", moment, "/update", Map.of("old_template", old, "new_template", replacement), 200, 404);
        assertThat(client.list()).containsOnlyOnce(replacement).doesNotContain(old);
    }

    @ParameterizedTest
    @EnumSource
    void aTemplateIsDeletedOnce(Moment moment) throws Exception {
        String value = "deleted " + moment;
        create("kept " + moment);
        create(value);
        assertRetryHearsTheTruth(FIND_AND_MODIFY, moment, "/delete", Map.of("template", value), 200, 404);
        assertThat(client.list()).containsOnlyOnce("kept " + moment).doesNotContain(value);
    }

    @ParameterizedTest
    @EnumSource
    void anAccountIsOpenedOnce(Moment moment) throws Exception {
        long before = scene.users();
        Map<String, String> account = Map.of("username", "user " + moment, "password", "password");
        assertRetryHearsTheTruth(FIND_AND_MODIFY, moment, "/api/v1/users", account, 201, 409);
        assertThat(scene.users()).isEqualTo(before + 1);
        scene.client().login("user " + moment, "password");
    }

    @ParameterizedTest
    @EnumSource
    void aListComesWholeOrNotAtAll(Moment moment) throws Exception {
        create(moment + "x".repeat(200_000));
        List<String> before = client.list();
        scene.proxy().cutOnce("templates", moment);
        Answer first = Answer.to(() -> client.get("/get"));
        assertThat(scene.proxy().isCutPending()).isFalse();
        assertThat(first.isRefusal() || first.body().endsWith("]}")).as("status %s", first.status()).isTrue();
        assertThat(client.list()).isEqualTo(before);
    }

    private void create(String value) throws Exception {
        assertThat(client.post("/create", Map.of("template", value)).statusCode()).isEqualTo(200);
    }

    /**
     * @param operation what the write is called in MongoDB's protocol
     * @param done the status of success
     * @param already the status if it was done before
     */
    private void assertRetryHearsTheTruth(
            String operation, Moment moment, String path, Map<String, String> body, int done, int already) {
        scene.proxy().cutOnce(operation, moment);
        Answer first = Answer.to(() -> client.post(path, body));
        assertThat(scene.proxy().isCutPending()).isFalse();
        assertThat(first.status() == done || first.isRefusal()).as("first: %s", first).isTrue();
        assertThat(scene.isReady()).isTrue();

        Set<Integer> truth = first.status() == done ? Set.of(already) : switch (moment) {
            case BEFORE_REQUEST -> Set.of(done);
            case AFTER_REQUEST -> Set.of(done, already);
            case BEFORE_REPLY, WITHIN_REPLY -> Set.of(already);
        };
        Answer second = Answer.to(() -> client.post(path, body));
        assertThat(second.status()).as("%s, then %s", first, second).isIn(truth);
    }
}

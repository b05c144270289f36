package dev.stencil.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.app.Main;
import dev.stencil.app.OriginalDatabase;
import dev.stencil.app.Program;
import dev.stencil.app.TestClient;
import dev.stencil.app.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MigrateTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NEEDS_A_PERSON = 3;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    /** Of the password "correct horse". */
    private static final String LEGACY = "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631";

    @TempDir
    Path folder;

    @Test
    void theDatabaseOfTheOriginalIsAdoptedStepByStepAndServed() throws Exception {
        try (OriginalDatabase original = OriginalDatabase.load()) {
            Map<String, BsonDocument> before = original.foreign();
            List<BsonDocument> untouched = original.everything();
            assertThat(before).hasSize(164);
            assertThat(migrate(original, "--dry-run")).isEqualTo(NEEDS_A_PERSON);
            assertThat(original.everything()).isEqualTo(untouched);

            assertThat(migrate(original)).isEqualTo(NEEDS_A_PERSON);
            assertThat(reported("/users/adopted") + reported("/users/reported")).isGreaterThanOrEqualTo(57);
            assertThat(reported("/templates/adopted")).isEqualTo(107);
            List<BsonDocument> adopted = original.everything();
            assertThat(migrate(original)).isEqualTo(NEEDS_A_PERSON);
            assertThat(reported("/users/adopted")).isZero();
            assertThat(reported("/templates/adopted")).isZero();
            assertThat(reported("/templates/changed_since")).isZero();
            assertThat(original.everything()).isEqualTo(adopted);

            assertServeIsRefused(original);
            assertThat(migrate(original, "--finish")).isEqualTo(NEEDS_A_PERSON);
            assertThat(report().at("/outcome").asString()).isEqualTo("finished");
            assertThat(original.foreign()).isEqualTo(before);
            try (TestServer server = serve(original)) {
                OriginalDatabase.assertTheLastTenUsersSeeWhatTheyHad(server);
            }
        }
    }

    @Test
    void theReportNamesWhatNeedsAPersonByIdAlone() throws Exception {
        try (OriginalDatabase original = OriginalDatabase.load();
                Program program = Program.start(
                        folder, Map.of("MONGODB_URI", original.uri()), "migrate", "--report", "report.json")) {
            assertThat(program.exitCode()).isEqualTo(NEEDS_A_PERSON);
            assertThat(program.out())
                    .contains("users 6b04aa4c8db14562ea94a900: the user name is no string: cannot log in")
                    .contains("users 6b04aa4c113ea667dc420b62: the user name is empty: cannot log in")
                    .contains("users 6b04aa4d8db14562ea94a910: the user name is too long for a token")
                    .contains("users 6b04aa4e8db14562ea94a927: an older account has exactly this name")
                    .contains("templates 6b04aa4e113ea667dc420b79: the profile is no string")
                    .contains("users: 57 documents")
                    .contains("templates: 107 documents, 107 adopted");
            assertThat(program.err()).contains("users: 57 of 57").contains("templates: 107 of 107")
                    .doesNotContain("\r");
            assertThat(program.out() + program.err() + Files.readString(folder.resolve("report.json")))
                    .doesNotContain("maria", "victim", "LLLL", "planted", "30c952fab");
        }
    }

    @Test
    void killedInTheMiddleItIsRunAgainAndNothingIsLost() throws Exception {
        try (OriginalDatabase original = new OriginalDatabase()) {
            int templates = 3_000;
            original.add("users", "{username: 'ada', password: '" + LEGACY + "'}");
            original.collection("templates").insertMany(IntStream.range(0, templates)
                    .mapToObj(i -> new BsonDocument("_id", new BsonObjectId(new ObjectId()))
                            .append("profile", new BsonString("ada"))
                            .append("template", new BsonString("value " + i)))
                    .toList());
            Map<String, BsonDocument> before = original.foreign();
            try (Program program = Program.start(folder, Map.of("MONGODB_URI", original.uri()), "migrate")) {
                await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                        .until(() -> original.adopted() > 0);
                program.kill();
            }
            assertThat(migrate(original)).isZero();
            assertThat(reported("/templates/done_before")).isBetween(1, templates - 1);
            assertThat(migrate(original, "--finish")).isZero();
            assertThat(original.foreign()).isEqualTo(before);
            try (TestServer server = serve(original)) {
                TestClient ada = login(server, "ada");
                assertThat(ada.list()).isEqualTo(
                        IntStream.range(0, templates).mapToObj(i -> "value " + i).toList());
            }
        }
    }

    @Test
    void duplicatesAndWhatJsonCannotHoldGoOnAsTheyWere() throws Exception {
        try (OriginalDatabase original = new OriginalDatabase()) {
            original.add("users", "{username: 'Ada', password: '" + LEGACY + "'}");
            original.add("users", "{username: 'ada', password: '" + "0".repeat(64) + "'}");
            original.add("templates", "{profile: 'Ada', template: 'twice'}");
            original.add("templates", "{profile: 'Ada', template: {$numberDouble: 'NaN'}}");
            original.add("templates", "{profile: 'Ada', template: 'twice'}");
            assertThat(migrate(original, "--finish")).isZero();
            assertThat(reported("/templates/duplicates")).isEqualTo(1);
            assertThat(reported("/templates/opaque")).isEqualTo(1);
            try (TestServer server = serve(original)) {
                TestClient ada = login(server, "Ada");
                assertThat(ada.get("/get").body()).isEqualTo("{\"docs\":["
                        + "{\"profile\":\"Ada\",\"template\":\"twice\"},"
                        + "{\"profile\":\"Ada\",\"template\":{\"$numberDouble\":\"NaN\"}},"
                        + "{\"profile\":\"Ada\",\"template\":\"twice\"}]}");
                assertThat(ada.post("/delete", Map.of("template", "twice")).statusCode()).isEqualTo(200);
                assertThat(ada.post("/delete", Map.of("template", "twice")).statusCode()).isEqualTo(200);
                assertThat(ada.post("/delete", Map.of("template", "twice")).statusCode()).isEqualTo(404);
                String opaque = JSON.readTree(ada.get("/api/v1/templates").body()).at("/items/0/id").asString();
                assertThat(ada.get("/api/v1/templates/" + opaque).body()).contains("{\"$numberDouble\":\"NaN\"}");
                assertThat(ada.delete("/api/v1/templates/" + opaque).statusCode()).isEqualTo(204);
                assertThat(ada.list()).isEmpty();
                assertThat(ada.post("/api/v1/users", Map.of("username", "aDA", "password", "another")).statusCode())
                        .isEqualTo(409);
            }
        }
    }

    @Test
    void wrappedHashesLogInAndAreReplaced() throws Exception {
        try (OriginalDatabase original = new OriginalDatabase()) {
            original.add("users", "{username: 'ada', password: '" + LEGACY + "'}");
            original.add("users", "{username: 5, password: '" + LEGACY + "'}");
            assertThat(migrate(original, "--finish", "--wrap-hashes")).isEqualTo(NEEDS_A_PERSON);
            assertThat(reported("/wrapped_hashes")).isEqualTo(2);
            assertThat(hashes(original)).allMatch(hash -> hash.startsWith("{argon2id-sha256}"));
            try (TestServer server = serve(original)) {
                TestClient ada = login(server, "ada");
                assertThat(ada.get("/get").statusCode()).isEqualTo(200);
                assertThat(hashes(original).getFirst()).startsWith("{argon2id}");
                ada.login("ada", "correct horse");
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsOneLine() {
        Map<String, String> environment = Map.of("MONGODB_URI", "mongodb://u:canary@127.0.0.1:1/mine");
        assertThat(Program.run(folder, 1, environment, "migrate"))
                .hasLineCount(1)
                .contains("run the same command again")
                .doesNotContain("canary");
    }

    private void assertServeIsRefused(OriginalDatabase original) {
        Map<String, String> environment = Map.of("MONGODB_URI", original.uri(), "JWT_SECRET_KEY", SECRET);
        assertThat(Program.run(folder, 1, environment, "serve", "--port", "0"))
                .hasLineCount(1)
                .contains("run ./run migrate, then ./run migrate --finish");
    }

    private static TestClient login(TestServer server, String name) throws Exception {
        TestClient client = server.client();
        client.login(name, "correct horse");
        return client;
    }

    private static List<String> hashes(OriginalDatabase original) {
        return original.collection("users").find()
                .sort(new BsonDocument("_id", new BsonInt32(1)))
                .map(user -> user.getString("password").getValue())
                .into(new ArrayList<>());
    }

    private static TestServer serve(OriginalDatabase original) {
        return TestServer.start(MongoStorage.open(original.uri()), Map.of());
    }

    private int migrate(OriginalDatabase original, String... flags) {
        List<String> args = new ArrayList<>(List.of("migrate", "--report", folder.resolve("report.json").toString()));
        args.addAll(List.of(flags));
        return Main.commandLine(Map.of("MONGODB_URI", original.uri())).execute(args.toArray(String[]::new));
    }

    private int reported(String count) throws Exception {
        return report().at(count).asInt();
    }

    private JsonNode report() throws Exception {
        return JSON.readTree(Files.readString(folder.resolve("report.json")));
    }
}

package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Invalid requests to the routes of sessions and the account: none has an effect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountInputTest {
    private static final Set<String> TAGS = Set.of("Sessions", "Account");
    private static final String[] NO_BODIES = {"{", "[]", "null", "1", "{} {}", "{\"a\":1,\"a\":2}", "\ufeff{}"};
    private static final String[] SMUGGLED =
            {"_id", "id", "user", "username", "epoch", "password_hash", "role", "sid", "expires_at", "$where"};

    private final TestServer server = new TestServer().with("ada");
    private final SignedInUser ada = SignedInUser.signIn(server, "ada");

    @AfterAll
    void stop() throws Exception {
        assertThat(ada.sessions()).as("nothing was ended").hasSize(1);
        assertThat(SignedInUser.signIn(server, "ada").sessions()).as("the password is the same").hasSize(2);
        server.close();
    }

    static Stream<DescribedOperation> operations() {
        return DescribedOperation.all().filter(operation -> operation.node().json().path("tags").valueStream()
                .map(JsonNode::stringValue)
                .anyMatch(TAGS::contains));
    }

    static Stream<DescribedOperation> operationsWithToken() {
        return operations().filter(DescribedOperation::isSecured);
    }

    static Stream<DescribedOperation> operationsWithBody() {
        return operations().filter(operation -> operation.mediaType().isPresent());
    }

    @ParameterizedTest
    @MethodSource("operationsWithToken")
    void everyReasonToRefuseATokenIsAnInvalidToken(DescribedOperation operation) throws Exception {
        // CREDENTIALS is about passwords, not tokens.
        for (Reason reason : EnumSet.complementOf(EnumSet.of(Reason.CREDENTIALS))) {
            Response answer =
                    server.send(request(operation, "", "{").setHeader("Authorization", "Bearer bad:" + reason));
            String code = EnumSet.of(Reason.MISSING, Reason.SCHEME).contains(reason)
                    ? "unauthenticated"
                    : "invalid_token";
            answer.expectProblem(401, code);
            assertThat(answer.header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"stencil\""
                            + (code.equals("invalid_token") ? ", error=\"invalid_token\"" : ""));
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithToken")
    void noOtherTokenIsTaken(DescribedOperation operation) throws Exception {
        for (String header : new String[]{"Basic YTpi", "Bearer", "Bearer token:nobody", ada.accessToken(),
                "Bearer " + ada.refreshToken(), "Bearer " + ada.accessToken() + " x"}) {
            assertThat(server.send(request(operation, "", "{").setHeader("Authorization", header)).status())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(server.send(request(operation, "?access_token=" + ada.accessToken(), "{")).status())
                .as("in the query")
                .isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anUnknownParameterIsRefused(DescribedOperation operation) throws Exception {
        server.send(authorized(request(operation, "?user=bob", operation.example())))
                .expectProblem(400, "unknown_parameter");
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void aBodyMustBeAnObject(DescribedOperation operation) throws Exception {
        for (String body : NO_BODIES) {
            assertThat(server.send(authorized(request(operation, "", body))).status()).as(body).isEqualTo(400);
        }
        server.send(authorized(request(operation, "", operation.example()))
                .setHeader("Content-Type", "text/plain")).expectProblem(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void nothingIsSmuggledIn(DescribedOperation operation) throws Exception {
        for (String member : SMUGGLED) {
            ObjectNode body = example(operation).put(member, "x");
            server.send(authorized(request(operation, "", body.toString()))).expectProblem(400, "unknown_member");
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void everyMemberIsAStringAndHasToBeThere(DescribedOperation operation) throws Exception {
        for (String member : example(operation).propertyNames()) {
            for (String value : new String[]{"null", "1", "true", "[]", "{\"$ne\":null}"}) {
                ObjectNode body = example(operation).set(member, JsonMapper.shared().readTree(value));
                server.send(authorized(request(operation, "", body.toString()))).expectInvalid("wrong_type",
                        "/" + member);
            }
            ObjectNode without = example(operation);
            without.remove(member);
            server.send(authorized(request(operation, "", without.toString()))).expectProblem(400, "missing");
        }
    }

    private static ObjectNode example(DescribedOperation operation) {
        return (ObjectNode) JsonMapper.shared().readTree(operation.example());
    }

    @Test
    void aLoginIgnoresWhatItDoesNotKnow() throws Exception {
        Response answer = server.post("/api/v1/login", "{\"username\":\"ada\",\"password\":\"secret\","
                + "\"session\":\"" + ada.sessions().getFirst() + "\",\"expires_in\":1,\"refresh_token\":\"x\"}")
                .expect(200);
        assertThat(answer.body()).contains("\"expires_in\":3600").doesNotContain(ada.sessions().get(1));
        String id = ada.sessions().getFirst();
        ada.send("DELETE", "/api/v1/sessions/" + id, null).expect(204);
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return request.setHeader("Authorization", "Bearer " + ada.accessToken());
    }

    private HttpRequest.Builder request(DescribedOperation operation, String query, String body) {
        return server.request(operation.path().replace("{id}", "0".repeat(24)) + query)
                .setHeader("Content-Type", "application/json")
                .method(operation.method(), BodyPublishers.ofString(body));
    }
}

package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Everything described exists; {@link DescriptionCheck} checks that every answer in a test is described. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionTest {
    @AutoClose
    private DescribedAnswers answers;

    @BeforeAll
    void start() throws Exception {
        answers = new DescribedAnswers();
    }

    static Stream<Arguments> statuses() {
        return DescribedOperation.all().flatMap(operation -> operation.responses().names()
                .map(status -> Arguments.of(operation, Integer.valueOf(status))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("statuses")
    void everyStatusIsAnswered(DescribedOperation operation, int status) throws Exception {
        assertThat(answers.answer(operation, operation.example(), status)).isEqualTo(status);
    }

    static Stream<DescribedOperation> operations() {
        return DescribedOperation.all();
    }

    /** A generated client sends the media types of all answers that are described. */
    @ParameterizedTest
    @MethodSource("operations")
    void theAcceptOfAGeneratedClientIsTaken(DescribedOperation operation) throws Exception {
        String accept = operation.responses().names()
                .map(operation.responses()::member)
                .flatMap(response -> response.find("content").stream())
                .flatMap(DescriptionNode::names)
                .distinct()
                .collect(Collectors.joining(", "));
        assertThat(accept).isNotEmpty();
        try (TestServer server = new TestServer()) {
            ServerState state = new ServerState(server, operation, operation.example());
            state.prepare(200);
            assertThat(server.send(DescribedAnswers.request(server, operation, state.body(), state.id(), 200)
                    .header("Accept", accept)).status()).isBetween(200, 299);
        }
    }

    static Stream<Arguments> examples() {
        return DescribedOperation.all()
                .flatMap(operation -> operation.examples().map(body -> Arguments.of(operation, body)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("examples")
    void everyExampleOfARequestIsTaken(DescribedOperation operation, String body) throws Exception {
        assertThat(answers.answer(operation, body, 200)).isBetween(200, 299);
    }

    static Stream<String> otherStatuses() {
        return DescriptionNode.ROOT.member("x-other-requests").member("responses").names();
    }

    @ParameterizedTest
    @MethodSource("otherStatuses")
    void everyStatusOfOtherRequestsIsAnswered(String status) throws Exception {
        String request = switch (status) {
            case "200" -> "OPTIONS /get HTTP/1.1";
            case "204" -> "OPTIONS /get HTTP/1.1\r\nOrigin: https://app.example\r\nAccess-Control-Request-Method: GET";
            case "308" -> "GET /docs/ HTTP/1.1";
            case "400" -> "GET /?%zz HTTP/1.1";
            case "404" -> "GET /nowhere HTTP/1.1";
            case "405" -> "DELETE /get HTTP/1.1";
            case "408" -> "POST /api/v1/login HTTP/1.1\r\nContent-Length: 1";
            case "414" -> "GET /" + "x".repeat(20_000) + " HTTP/1.1";
            case "431" -> "GET / HTTP/1.1\r\nX: " + "x".repeat(20_000);
            case "505" -> "GET / HTTP/3.0";
            default -> throw new AssertionError("when is this answered?");
        };
        try (TestServer server = new TestServer(); RawConnection connection = server.connect()) {
            connection.answerTo(request + "\r\nHost: x\r\n\r\n").expect(Integer.parseInt(status));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.stencil.adapter.http.DescribedOperation#paths")
    void theMethodsOfARouteAreThoseThatAreDescribed(String path) throws Exception {
        try (TestServer server = new TestServer()) {
            String allow = server.send(server.request(path.replaceAll("\\{\\w+}", "docs.js"))
                    .method("OPTIONS", BodyPublishers.noBody())).header("Allow");
            assertThat(Arrays.stream(allow.split(", ")).filter(method -> !method.matches("HEAD|OPTIONS")))
                    .containsExactlyInAnyOrderElementsOf(DescribedOperation.all()
                            .filter(operation -> operation.path().equals(path))
                            .map(DescribedOperation::method)
                            .toList());
        }
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        DescriptionNode.ROOT.all().filter(node -> node.find("schema").isPresent()).forEach(node -> {
            Stream<DescriptionNode> named = node.find("examples").stream()
                    .flatMap(examples -> examples.names().map(name -> examples.member(name).member("value")));
            Stream.concat(named, node.find("example").stream())
                    .forEach(example -> assertThat(node.member("schema").faults(example.json())).as(example.toString())
                            .isEmpty());
        });
    }

    @Test
    void everyBodyHasAnExample() {
        assertThat(DescriptionNode.ROOT.all()
                .filter(node -> node.toString().endsWith("/content"))
                .flatMap(content -> content.names().map(content::member))
                .filter(body -> body.find("schema").isPresent()))
                .isNotEmpty()
                .allMatch(body -> body.find("examples").isPresent());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(DescriptionNode.ROOT.all().filter(node -> node.find("$ref").isPresent()))
                .isNotEmpty()
                .noneMatch(node -> node.followed().json().isMissingNode());
    }

    /** Python clients of openapi-generator fail on times with a pattern: they match it against a datetime. */
    @Test
    void noTimeHasAPattern() {
        assertThat(
                DescriptionNode.ROOT.all().filter(node -> node.json().path("format").asString("").equals("date-time")))
                .isNotEmpty()
                .noneMatch(node -> node.find("pattern").isPresent());
    }

    /** A schema that is closed would make the generated clients of today refuse members that a later version adds. */
    @Test
    void anAnswerMayGetMembersAndARequestMayNot() {
        assertThat(schemasBelow("responses")).isNotEmpty().noneMatch(DescriptionTest::isClosed);
        assertThat(DescribedOperation.all()
                .filter(operation -> operation.path().startsWith("/api/v1/") && !operation.id().equals("logIn"))
                .flatMap(operation -> operation.node().find("requestBody").stream())
                .flatMap(body -> body.member("content").names().map(type -> body.member("content").member(type))
                        .map(media -> media.member("schema"))))
                .isNotEmpty()
                .allMatch(DescriptionTest::isClosed);
    }

    private static Stream<DescriptionNode> schemasBelow(String part) {
        return Stream.concat(
                DescriptionNode.ROOT.member("components").member(part).all(),
                DescriptionNode.ROOT.member("x-other-requests").all())
                .flatMap(node -> node.find("schema").stream())
                .flatMap(DescriptionTest::within)
                .distinct();
    }

    private static Stream<DescriptionNode> within(DescriptionNode schema) {
        return Stream.concat(
                schema.all(),
                schema.all().filter(node -> node.find("$ref").isPresent()).map(DescriptionNode::followed)
                        .flatMap(DescriptionTest::within));
    }

    private static boolean isClosed(DescriptionNode schema) {
        JsonNode more = schema.json().path("additionalProperties");
        return more.isBoolean() && !more.asBoolean();
    }

    @Test
    void theTextOfTheDescriptionNamesTheStatusesOfOtherRequests() {
        String words = DescriptionNode.ROOT.member("info").member("description").json().stringValue();
        assertThat(DescriptionNode.ROOT.member("x-other-requests").member("responses").names()
                .filter(status -> Integer.parseInt(status) >= 400))
                .isNotEmpty()
                .allMatch(words::contains);
        assertThat(DescriptionNode.ROOT.member("externalDocs").member("url").json().stringValue())
                .isEqualTo("docs/api.md");
    }

    @Test
    void theCodesAreThoseThatTheResponsesName() {
        Stream<String> named = DescriptionNode.ROOT.all()
                .filter(node -> node.find("application/problem+json").isPresent())
                .map(content -> new DescriptionNode(content.pointer().head()).member("description").json()
                        .stringValue())
                .flatMap(words -> Pattern.compile("`(\\w+)`: ").matcher(words).results())
                .map((MatchResult code) -> code.group(1));
        assertThat(named.distinct()).containsExactlyInAnyOrderElementsOf(CodesTest.codes().toList());
    }
}

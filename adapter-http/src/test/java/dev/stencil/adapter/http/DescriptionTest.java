package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is described exists. That nothing else does is checked wherever a test reads an answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionTest {
    private Provocation provocation;

    @BeforeAll
    void start() throws Exception {
        provocation = new Provocation();
    }

    @AfterAll
    void stop() throws Exception {
        provocation.close();
    }

    static Stream<Arguments> statuses() {
        return Operation.all().flatMap(operation -> operation.responses().names()
                .map(status -> Arguments.of(operation, Integer.valueOf(status))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("statuses")
    void everyStatusIsAnswered(Operation operation, int status) throws Exception {
        assertThat(provocation.answer(operation, operation.example(), status)).isEqualTo(status);
    }

    static Stream<Operation> operations() {
        return Operation.all();
    }

    /** A generated client sends the media types of all answers that are described. */
    @ParameterizedTest
    @MethodSource("operations")
    void theAcceptOfAGeneratedClientIsTaken(Operation operation) throws Exception {
        String accept = operation.responses().names()
                .map(operation.responses()::member)
                .flatMap(response -> response.find("content").stream())
                .flatMap(Place::names)
                .distinct()
                .collect(Collectors.joining(", "));
        assertThat(accept).isNotEmpty();
        try (TestServer server = new TestServer()) {
            Scene scene = new Scene(server, operation, operation.example());
            scene.prepare(200);
            assertThat(server.send(Provocation.request(server, operation, scene.body(), scene.id(), 200)
                    .header("Accept", accept)).statusCode()).isBetween(200, 299);
        }
    }

    static Stream<Arguments> examples() {
        return Operation.all().flatMap(operation -> operation.examples().map(body -> Arguments.of(operation, body)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("examples")
    void everyExampleOfARequestIsTaken(Operation operation, String body) throws Exception {
        assertThat(provocation.answer(operation, body, 200)).isBetween(200, 299);
    }

    static Stream<String> otherStatuses() {
        return Place.ROOT.member("x-other-requests").member("responses").names();
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
        try (TestServer server = new TestServer(); Wire wire = new Wire(server.port())) {
            wire.send(request + "\r\nHost: x\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(Integer.parseInt(status));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.stencil.adapter.http.Operation#paths")
    void theMethodsOfARouteAreThoseThatAreDescribed(String path) throws Exception {
        try (TestServer server = new TestServer()) {
            String allow = server.send(server.request(path.replaceAll("\\{\\w+}", "docs.js"))
                    .method("OPTIONS", BodyPublishers.noBody())).headers().firstValue("Allow").orElseThrow();
            assertThat(Arrays.stream(allow.split(", ")).filter(method -> !method.matches("HEAD|OPTIONS")))
                    .containsExactlyInAnyOrderElementsOf(Operation.all()
                            .filter(operation -> operation.path().equals(path))
                            .map(Operation::method)
                            .toList());
        }
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        Place.ROOT.all().filter(place -> place.find("schema").isPresent()).forEach(place -> {
            Stream<Place> named = place.find("examples").stream()
                    .flatMap(examples -> examples.names().map(name -> examples.member(name).member("value")));
            Stream.concat(named, place.find("example").stream())
                    .forEach(example -> assertThat(place.member("schema").faults(example.node())).as(example.toString())
                            .isEmpty());
        });
    }

    @Test
    void everyBodyHasAnExample() {
        assertThat(Place.ROOT.all()
                .filter(place -> place.toString().endsWith("/content"))
                .flatMap(content -> content.names().map(content::member))
                .filter(body -> body.find("schema").isPresent()))
                .isNotEmpty()
                .allMatch(body -> body.find("examples").isPresent());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(Place.ROOT.all().filter(place -> place.find("$ref").isPresent()))
                .isNotEmpty()
                .noneMatch(place -> place.followed().node().isMissingNode());
    }

    /** The pattern of openapi-generator's Python client is matched against a datetime: it fails. */
    @Test
    void noTimeHasAPattern() {
        assertThat(Place.ROOT.all().filter(place -> place.node().path("format").asString("").equals("date-time")))
                .isNotEmpty()
                .noneMatch(place -> place.find("pattern").isPresent());
    }

    /** Clients that are generated today refuse what a later version adds, if it is not allowed here. */
    @Test
    void anAnswerMayGetMembersAndARequestMayNot() {
        assertThat(schemasBelow("responses")).isNotEmpty().noneMatch(DescriptionTest::isClosed);
        assertThat(Operation.all()
                .filter(operation -> operation.path().startsWith("/api/v1/") && !operation.id().equals("logIn"))
                .flatMap(operation -> operation.place().find("requestBody").stream())
                .flatMap(body -> body.member("content").names().map(type -> body.member("content").member(type))
                        .map(media -> media.member("schema"))))
                .isNotEmpty()
                .allMatch(DescriptionTest::isClosed);
    }

    private static Stream<Place> schemasBelow(String part) {
        return Stream.concat(
                Place.ROOT.member("components").member(part).all(),
                Place.ROOT.member("x-other-requests").all())
                .flatMap(place -> place.find("schema").stream())
                .flatMap(DescriptionTest::within)
                .distinct();
    }

    private static Stream<Place> within(Place schema) {
        return Stream.concat(
                schema.all(),
                schema.all().filter(place -> place.find("$ref").isPresent()).map(Place::followed)
                        .flatMap(DescriptionTest::within));
    }

    private static boolean isClosed(Place schema) {
        JsonNode more = schema.node().path("additionalProperties");
        return more.isBoolean() && !more.asBoolean();
    }

    @Test
    void whatIsSaidForProgramsIsSaidForPeopleToo() {
        String words = Place.ROOT.member("info").member("description").node().stringValue();
        assertThat(Place.ROOT.member("x-other-requests").member("responses").names()
                .filter(status -> Integer.parseInt(status) >= 400))
                .isNotEmpty()
                .allMatch(words::contains);
        assertThat(Place.ROOT.member("externalDocs").member("url").node().stringValue()).isEqualTo("docs/api.md");
    }

    @Test
    void theCodesAreThoseThatTheResponsesName() {
        Stream<String> named = Place.ROOT.all()
                .filter(place -> place.find("application/problem+json").isPresent())
                .map(content -> new Place(content.pointer().head()).member("description").node().stringValue())
                .flatMap(words -> Pattern.compile("`(\\w+)`: ").matcher(words).results())
                .map((MatchResult code) -> code.group(1));
        assertThat(named.distinct()).containsExactlyInAnyOrderElementsOf(CodesTest.codes().toList());
    }
}

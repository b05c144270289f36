package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRoutesTest {
    private static final String TEMPLATES = "/api/v1/templates";
    private static final String MISSING = TEMPLATES + "/0123456789abcdef01234567";
    private static final String TIME = "\"20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";

    @AutoClose
    private final TestServer server = new TestServer().with("alice", "bob");

    @Test
    void aTemplateIsCreatedWithAnAddressAndAVersion() throws Exception {
        Response answer = create("{\"b\":1,\"a\":[1.0,null]}");
        String location = answer.header("Location");
        answer.expect(201);
        assertThat(location).matches(TEMPLATES + "/[0-9a-f]{24}");
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).matches(Pattern.quote("{\"id\":\"" + idOf(location)
                + "\",\"content\":{\"b\":1,\"a\":[1.0,null]},\"version\":1,\"created_at\":") + TIME + ",\"updated_at\":"
                + TIME + "}");
        assertThat(send("GET", location, null).body()).isEqualTo(answer.body());
    }

    @Test
    void theSameValueAgainLeadsToTheOneThatIsThere() throws Exception {
        String location = create("{\"a\":1,\"b\":2}").header("Location");
        Response answer = create("{\"b\":2.0,\"a\":1}").expectProblem(409, "conflict");
        assertThat(answer.header("Location")).isEqualTo(location);
        assertThat(answer.body()).contains("\"id\":\"" + idOf(location) + "\"");
    }

    @Test
    void bothViewsAgree() throws Exception {
        String location = create("\"new\"").header("Location");
        server.post("/create", "alice", "{\"template\":\"old\"}");
        assertThat(server.get("/get", "alice").body()).isEqualTo(
                "{\"docs\":[{\"profile\":\"alice\",\"template\":\"new\"},{\"profile\":\"alice\",\"template\":\"old\"}]}");
        assertThat(list("").body()).matches(".*\"new\".*\"old\".*");
        server.post("/update", "alice", "{\"old_template\":\"new\",\"new_template\":\"newer\"}");
        assertThat(send("GET", location, null).body()).contains("\"content\":\"newer\",\"version\":2,");
        server.post("/delete", "alice", "{\"template\":\"newer\"}");
        send("GET", location, null).expectProblem(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
    void missingTemplatesAndThoseOfOthersAreAnsweredAlike(String method) throws Exception {
        String another = send("bob", request("POST", TEMPLATES, "{\"content\":1}")).header("Location");
        @Nullable
        String body = method.equals("GET") || method.equals("DELETE") ? null : "{\"content\":{}}";
        for (String path : new String[]{another, MISSING, TEMPLATES + "/1", TEMPLATES + "/" + "A".repeat(24)}) {
            Response answer = send(method, path, body).expectProblem(404, "not_found");
            assertThat(answer.body()).doesNotContain(idOf(another));
        }
        assertThat(send("bob", request("GET", another, null)).body()).contains("\"version\":1");
    }

    @Test
    void aReplacementIsTheNextVersion() throws Exception {
        String location = create("1").header("Location");
        Response answer = send("PUT", location, "{\"content\":[2]}").expect(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.body()).contains("\"content\":[2],\"version\":2,");
        assertThat(send("GET", location, null).body()).isEqualTo(answer.body());
    }

    @Test
    void aReplacementByWhatAnotherHasLeadsToThat() throws Exception {
        String one = create("1").header("Location");
        String two = create("2").header("Location");
        Response answer = send("PUT", two, "{\"content\":1.0}").expectProblem(409, "conflict");
        assertThat(answer.header("Location")).isEqualTo(one);
        send("PATCH", two, "{\"content\":1}").expectProblem(409, "conflict");
        assertThat(send("GET", two, null).body()).contains("\"content\":2,\"version\":1,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "\"1\"             | 200", "*               | 200", "\"7\", \"1\"      | 200", "\"7\",,\"1\",     | 200",
            "\"2\"             | 412", "W/\"1\"           | 412", "\"01\"            | 412", "\"\"              | 412",
            "\"a,b\"           | 412", "\"99999999999999999999\" | 412",
            "1               | 400", "\"1             | 400", "\"1\" \"2\"         | 400", "w/\"1\"           | 400",
            ",               | 400", "\"1\",*           | 400"})
    void onlyAnExpectedVersionIsChanged(String condition, int status) throws Exception {
        for (String method : new String[]{"PUT", "PATCH", "DELETE"}) {
            String location = create("{\"before\":\"" + method + "\"}").header("Location");
            @Nullable
            String body = method.equals("DELETE") ? null : "{\"content\":{\"after\":\"" + method + "\"}}";
            Response answer = send(method, location, body, "If-Match", condition);
            assertThat(answer.status()).as(method)
                    .isEqualTo(status == 200 && method.equals("DELETE") ? 204 : status);
            if (status != 200) {
                assertThat(answer.body()).contains(status == 412 ? "stale_version" : "malformed_precondition");
                assertThat(send("GET", location, null).body()).contains("\"version\":1");
            }
        }
    }

    /** As many tags as fit into a head: they are read without recursion, in one pass. */
    @ParameterizedTest
    @ValueSource(strings = {"\"a\",", "W/\"a\" , ", ",", "\"a\"\t,\t", "\"1", "W/", "\"\"\"", "\"a\" \"b\" "})
    void aConditionMayBeAsLongAsAHead(String part) throws Exception {
        String location = create("1").header("Location");
        String condition = part.repeat(15_000 / part.length()) + "\"1\"";
        boolean isList = part.contains(",");
        send("GET", location, null, "If-None-Match", condition).expect(isList ? 304 : 400);
        send("PUT", location, "{\"content\":2}", "If-Match", condition).expect(isList ? 200 : 400);
        send("PUT", location, "{\"content\":3}", "If-None-Match", condition).expect(isList ? 200 : 400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "W/\"1\"           | true", "\"7\", W/\"1\"     | true", "W/\"7\"           | false",
            "\"W/1\"           | false"})
    void aWeakTagOfTheCurrentVersionIsToldFromAnOldOne(String condition, boolean weak) throws Exception {
        for (String method : new String[]{"PUT", "PATCH", "DELETE"}) {
            String location = create("{\"before\":\"" + method + "\"}").header("Location");
            @Nullable
            String body = method.equals("DELETE") ? null : "{\"content\":{\"after\":\"" + method + "\"}}";
            Response answer =
                    send(method, location, body, "If-Match", condition).expectProblem(412,
                            "stale_version");
            assertThat(answer.header("ETag")).isEqualTo("\"1\"");
            assertThat(answer.body().contains("weak tags never match here; a proxy")).isEqualTo(weak);
            if (method.equals("PATCH")) {
                assertThat(send(method, location, "{}", "If-Match", condition).body()
                        .contains("weak tags never match here")).isEqualTo(weak);
            }
        }
    }

    @Test
    void anyVersionButTheNamedOnesCanBeExpectedToo() throws Exception {
        String location = create("1").header("Location");
        send("PUT", location, "{\"content\":2}", "If-None-Match", "*").expect(412);
        send("PUT", location, "{\"content\":2}", "If-None-Match", "\"1\"").expect(412);
        send("PUT", location, "{\"content\":2}", "If-None-Match", "\"2\"").expect(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "\"1\" | 304", "W/\"1\" | 304", "* | 304", "\"0\", \"1\" | 304", "\"2\" | 200", "\"01\" | 200", "x | 400"})
    void aKnownVersionIsNotSentAgain(String condition, int status) throws Exception {
        String location = create("1").header("Location");
        Response answer = send("GET", location, null, "If-None-Match", condition).expect(status);
        if (status == 304) {
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("ETag")).isEqualTo("\"1\"");
            assertThat(answer.header("Vary").split(", ")).contains("Authorization");
        }
    }

    @Test
    void aMergePatchChangesAPart() throws Exception {
        String location = create("{\"a\":1,\"b\":{\"c\":2,\"d\":3}}").header("Location");
        Response answer =
                send("PATCH", location, "{\"content\":{\"a\":null,\"b\":{\"c\":9},\"e\":[null]}}").expect(200);
        assertThat(answer.body()).contains("\"content\":{\"b\":{\"c\":9,\"d\":3},\"e\":[null]},\"version\":2,");
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(send("PATCH", location, "{\"content\":\"whole\"}").body()).contains("\"content\":\"whole\"");
    }

    @Test
    void anEmptyPatchChangesNothing() throws Exception {
        String location = create("1").header("Location");
        assertThat(send("PATCH", location, "{}").body()).contains("\"content\":1,\"version\":1,");
        send("PATCH", location, "{}", "If-Match", "\"2\"").expect(412);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "{\"content\":null}           | not_removable  | /content",
            "{\"version\":5}              | read_only      | /version",
            "{\"content\":1,\"id\":\"x\"} | read_only      | /id",
            "{\"contents\":1}             | unknown_member | /contents",
            "{\"content\":{\"a\":1e400}}  | number_out_of_range | /content/a",
            "[]                           | not_an_object  | ",
            "null                         | not_an_object  | "})
    void aPatchOfAnythingElseIsRefused(String patch, String code, @Nullable String pointer) throws Exception {
        String location = create("{}").header("Location");
        send("PATCH", location, patch).expectInvalid(code, pointer == null ? "" : pointer);
        assertThat(send("GET", location, null).body()).contains("\"content\":{},\"version\":1,");
    }

    @Test
    void aPatchHasAMediaTypeOfItsOwn() throws Exception {
        String location = create("{}").header("Location");
        Response answer = send("PATCH", location, "{\"content\":1}", "Content-Type", "application/json")
                .expectProblem(415, "unsupported_media_type");
        assertThat(answer.header("Accept-Patch")).isEqualTo("application/merge-patch+json");
    }

    @Test
    void aDeletedTemplateIsGone() throws Exception {
        String location = create("1").header("Location");
        Response answer = send("DELETE", location, null).expect(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Length")).isEmpty();
        send("DELETE", location, null).expectProblem(404, "not_found");
    }

    @Test
    void everyInvalidMemberIsNamed() throws Exception {
        Response answer = send("POST", TEMPLATES, "{\"content\":1,\"owner\":\"x\",\"a/b\":2}").expectProblem(400,
                "unknown_member");
        assertThat(answer.body()).contains(
                "\"errors\":[{\"pointer\":\"/owner\",\"code\":\"unknown_member\",\"detail\":\"is not allowed here\"},"
                        + "{\"pointer\":\"/a~1b\",\"code\":\"unknown_member\",\"detail\":\"is not allowed here\"}]");
        Response missing = send("POST", TEMPLATES, "{}").expectProblem(400, "missing");
        assertThat(missing.body()).contains("\"pointer\":\"/content\"");
    }

    @Test
    void aValueThatIsTooLargeIsRefused() throws Exception {
        create('"' + "x".repeat(1000) + '"').expectProblem(413, "too_large");
        create('"' + "x".repeat(200_000) + '"').expectProblem(413, "body_too_large");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "text/html | 406", "application/xml, text/* | 406", "application/json;q=0 | 406", "*/*;q=0.0 | 406",
            "application/json;q=0, */* | 406", "application/json | 200", "APPLICATION/JSON | 200", "*/* | 200",
            "application/* | 200", "text/html, */*;q=0.1 | 200", "application/*;q=0, application/json | 200",
            "'' | 200", "', ,' | 200", "application/json;Q=0 | 406", "*/*; q = 0 ;x | 406", "*/*;q=0.01 | 200"})
    void onlyClientsThatAcceptJsonAreAnswered(String accept, int status) throws Exception {
        send("GET", TEMPLATES, null, "Accept", accept).expect(status);
    }

    @Test
    void nothingIsCreatedIfTheAnswerIsNotAcceptable() throws Exception {
        send("POST", TEMPLATES, "{\"content\":1}", "Accept", "text/html").expectProblem(406,
                "not_acceptable");
        assertThat(list("").body()).contains("\"items\":[]");
    }

    @Test
    void requestsWithoutAValidTokenAreRefused() throws Exception {
        Response none = server.send(server.request(TEMPLATES)).expectProblem(401, "unauthenticated");
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"stencil\"");
        Response bad =
                server.send(server.request(TEMPLATES).header("Authorization", "Bearer bad:SIGNATURE"))
                        .expectProblem(401, "invalid_token");
        assertThat(bad.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"stencil\", error=\"invalid_token\"");
        server.send(server.request(TEMPLATES).header("Authorization", "bearer token:alice")).expect(200);
        server.send(server.request(TEMPLATES).header("Authorization", "Bearer token:nobody")).expectProblem(401,
                "invalid_token");
    }

    @Test
    void headIsReadWithoutTheBody() throws Exception {
        String location = create("1").header("Location");
        Response answer = send("HEAD", location, null).expect(200);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.body()).isEmpty();
        send("HEAD", MISSING, null).expect(404);
    }

    @Test
    void anotherMethodIsToldTheRightOnes() throws Exception {
        Response answer = send("DELETE", TEMPLATES, null).expectProblem(405, "method_not_allowed");
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(send("POST", MISSING, "{}").header("Allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
        assertThat(send("OPTIONS", MISSING, null).header("Allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
    }

    @Test
    void userDataIsNotCached() throws Exception {
        Response answer = list("");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Vary").split(", ")).containsExactlyInAnyOrder("Origin", "Authorization");
    }

    @Test
    void aQuotaStopsNewTemplatesButAnswersForThoseThatAreThere() throws Exception {
        try (TestServer small = new TestServer(TestServer.Bounds.ofTemplates(2)).with("alice")) {
            small.post(TEMPLATES, "alice", "{\"content\":1}");
            String there = small.post(TEMPLATES, "alice", "{\"content\":2}").header("Location");
            small.post(TEMPLATES, "alice", "{\"content\":3}").expectProblem(403, "quota_exceeded");
            small.post("/create", "alice", "{\"template\":3}").expect(403);
            Response again = small.post(TEMPLATES, "alice", "{\"content\":2}").expectProblem(409, "conflict");
            assertThat(again.header("Location")).isEqualTo(there);
        }
    }

    private Response create(String content) throws Exception {
        return send("POST", TEMPLATES, "{\"content\":" + content + "}");
    }

    private Response list(String query) throws Exception {
        return send("GET", TEMPLATES + query, null);
    }

    private Response send(String method, String path, @Nullable String body) throws Exception {
        return send("alice", request(method, path, body));
    }

    private Response send(String method, String path, @Nullable String body, String header, String value)
            throws Exception {
        return send("alice", request(method, path, body).setHeader(header, value));
    }

    private Response send(String user, HttpRequest.Builder request) throws Exception {
        return server.send(request.setHeader("Authorization", "Bearer token:" + user));
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String body) {
        return server.request(path)
                .setHeader("Content-Type",
                        method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private static String idOf(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }
}

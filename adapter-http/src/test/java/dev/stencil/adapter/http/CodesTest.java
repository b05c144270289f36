package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every error code of the description can be provoked, and every one of ours is described. */
class CodesTest {
    private static final String TEMPLATES = "/api/v1/templates";
    private static final String ACCOUNTS = "/api/v1/admin/accounts";
    private static final String MISSING = TEMPLATES + "/0123456789abcdef01234567";
    private static final String TOKEN = RawConnection.TOKEN;
    private static final String JSON = RawConnection.JSON;
    private static final String MERGE_PATCH = "Content-Type: application/merge-patch+json\r\n";

    @AutoClose
    private final TestServer server = new TestServer(TestServer.Bounds.ofTemplates(1));

    @BeforeEach
    void createOne() throws Exception {
        server.register("ada");
        server.post(TEMPLATES, "ada", "{\"content\":1}");
    }

    static Stream<String> codes() {
        return DescriptionNode.ROOT.member("components").member("schemas").member("Code").json().path("enum")
                .valueStream()
                .map(JsonNode::stringValue);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeIsAnswered(String code) throws Exception {
        assertThat(provoke(code)).contains("\"code\":\"" + code + '"');
    }

    @Test
    void everyCodeIsDescribed() {
        assertThat(codes()).containsAll(Stream.of(ErrorCode.values()).map(ErrorCode::text).toList());
    }

    private String provoke(String code) throws Exception {
        return switch (code) {
            case "account_disabled" -> logInWhereDisabled();
            case "blank_at_end" -> register(" bob");
            case "body_too_large" -> post(" ".repeat(200_000));
            case "byte_order_mark" -> post("\u00ef\u00bb\u00bf{}");
            case "conflict" -> post("{\"content\":1.0}");
            case "empty_body" -> post("");
            case "forbidden" -> get(ACCOUNTS, TOKEN);
            case "forbidden_character" -> register("b\u0007b");
            case "internal_error" -> get(TEMPLATES, "Authorization: Bearer fault\r\n");
            case "headers_too_large" -> get(TEMPLATES, "X: x\r\n".repeat(64));
            case "invalid_cursor" -> get(TEMPLATES + "?cursor=x", TOKEN);
            case "invalid_parameter" -> get(TEMPLATES + "?limit=0", TOKEN);
            case "invalid_request" -> get(TEMPLATES, TOKEN + TOKEN);
            case "invalid_role" -> setOfOneself("roles", "[\"Admin\"]");
            case "invalid_state" -> setOfOneself("state", "\"deleting\"");
            case "invalid_token" -> get(TEMPLATES, "Authorization: Bearer bad:EXPIRED\r\n");
            case "last_admin" -> setOfOneself("state", "\"disabled\"");
            case "lone_surrogate" -> post("{\"content\":\"\\ud800\"}");
            case "malformed_json" -> post("{");
            case "malformed_path" -> get(TEMPLATES + "/..", TOKEN);
            case "malformed_request" -> get(TEMPLATES + "?%zz", TOKEN);
            case "malformed_precondition" -> get(locationOfOne(), TOKEN + "If-None-Match: 1\r\n");
            case "malformed_utf8" -> post("{\"content\":\"\u00ff\"}");
            case "method_not_allowed" -> ask("PUT", TEMPLATES, "", "");
            case "missing" -> post("{}");
            case "name_too_long" -> post("{\"content\":{\"" + "x".repeat(257) + "\":1}}");
            case "not_acceptable" -> get(TEMPLATES, TOKEN + "Accept: text/html\r\n");
            case "not_an_object" -> post("[]");
            case "not_found" -> get(MISSING, TOKEN);
            case "not_removable" -> patch("{\"content\":null}");
            case "nul_in_name" -> post("{\"content\":{\"\\u0000\":1}}");
            case "number_out_of_range" -> post("{\"content\":1e400}");
            case "opaque" -> patchOfOpaqueContent();
            case "quota_exceeded" -> post("{\"content\":2}");
            case "read_only" -> patch("{\"id\":1}");
            case "repeated_parameter" -> get(TEMPLATES + "?limit=1&limit=1", TOKEN);
            case "request_timeout" -> post("{}", 100);
            case "stale_version" -> ask("DELETE", locationOfOne(), TOKEN + "If-Match: \"7\"\r\n", "");
            case "too_common" -> changePassword("123456");
            case "too_deep" -> post("{\"content\":" + "[".repeat(33) + "]".repeat(33) + "}");
            case "too_large" -> post("{\"content\":\"" + "x".repeat(1000) + "\"}");
            case "too_long" -> changePassword("x".repeat(257));
            case "too_many" ->
                setOfOneself("roles", "[\"" + String.join("\",\"", "abcdefghijklmnopq".split("")) + "\"]");
            case "too_many_attempts" -> guessOnceTooOften();
            case "too_short" -> changePassword("");
            case "transfer_encoding" -> get(TEMPLATES, "Transfer-Encoding: gzip\r\n");
            case "unauthenticated" -> get(TEMPLATES, "");
            case "unavailable" -> getWhileNotReady();
            case "unknown_member" -> post("{\"content\":1,\"owner\":\"bob\"}");
            case "unknown_parameter" -> get(TEMPLATES + "?page=2", TOKEN);
            case "unsupported_version" -> get(TEMPLATES + " HTTP/1.2\r\nX:", "");
            case "uri_too_long" -> get("/" + "x".repeat(20_000), "");
            case "unsupported_media_type" -> ask("POST", TEMPLATES, TOKEN, "{}");
            case "wrong_credentials" -> deleteAccount("\"wrong\"");
            case "wrong_type" -> deleteAccount("1");
            default -> throw new AssertionError("when is this answered?");
        };
    }

    private String get(String target, String headers) throws Exception {
        return ask("GET", target, headers, "");
    }

    private String post(String body) throws Exception {
        return ask("POST", TEMPLATES, TOKEN + JSON, body);
    }

    private String post(String body, int length) throws Exception {
        return ask("POST", TEMPLATES, TOKEN + JSON + "Content-Length: " + length + "\r\n\r\n" + body, "");
    }

    private String patch(String body) throws Exception {
        return ask("PATCH", MISSING, TOKEN + MERGE_PATCH, body);
    }

    private String changePassword(String replacement) throws Exception {
        return ask("PUT", "/api/v1/users/me/password", TOKEN + JSON,
                "{\"current_password\":\"secret\",\"new_password\":\"" + replacement + "\"}");
    }

    private String deleteAccount(String password) throws Exception {
        return ask("DELETE", "/api/v1/users/me", TOKEN + JSON, "{\"password\":" + password + '}');
    }

    private String register(String name) throws Exception {
        return ask("POST", "/api/v1/users", JSON + "Accept: application/problem+json\r\n",
                "{\"username\":\"" + name.replace("\u0007", "\\u0007") + "\",\"password\":\"secret\"}");
    }

    private String setOfOneself(String what, String value) throws Exception {
        server.makeAdmin("ada");
        return ask("PUT", ACCOUNTS + '/' + server.idOf("ada") + '/' + what, TOKEN + JSON,
                "{\"" + what + "\":" + value + '}');
    }

    private String logInWhereDisabled() throws Exception {
        server.disable("ada");
        return ask("POST", "/api/v1/login", JSON + "Accept: application/problem+json\r\n",
                "{\"username\":\"ada\",\"password\":\"secret\"}");
    }

    private String guessOnceTooOften() throws Exception {
        for (int i = 0; i < 5; i++) {
            deleteAccount("\"wrong\"");
        }
        return deleteAccount("\"wrong\"");
    }

    private String locationOfOne() throws Exception {
        return server.post(TEMPLATES, "ada", "{\"content\":1}").header("Location");
    }

    private String getWhileNotReady() throws Exception {
        server.ready.set(false);
        return get("/health/ready", "");
    }

    private static String patchOfOpaqueContent() throws Exception {
        Content content = Content.opaque(Map.of("$numberDouble", "NaN"));
        Storage notANumber = Stores.with("find", arguments -> Optional.of(
                Template.create((Id) arguments[1], (Id) arguments[0], content, Instant.EPOCH)));
        try (TestServer server = new TestServer(notANumber).with("ada")) {
            return server.ask("PATCH", MISSING, TOKEN + MERGE_PATCH, "{\"content\":{}}").body();
        }
    }

    private String ask(String method, String target, String headers, String body) throws Exception {
        return server.ask(method, target, headers, body).body();
    }
}

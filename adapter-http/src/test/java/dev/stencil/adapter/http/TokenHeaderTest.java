package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TokenHeaderTest {
    private static final String TEMPLATES = "/api/v1/templates";

    @AutoClose
    private final TestServer server = new TestServer("X-Stencil-Token", "").with("ada");

    @ParameterizedTest
    @ValueSource(strings = {
            "X-Stencil-Token: token:ada", "X-Stencil-Token: Bearer token:ada", "x-stencil-token:  token:ada ",
            "X-Stencil-Token: token:ada\r\nAuthorization: Basic YWRhOng=",
            "Authorization: Bearer of.no.good\r\nAuthorization: Basic x\r\nX-Stencil-Token: Bearer token:ada"})
    void theTokenIsInThatHeaderWithItsSchemeOrWithout(String headers) throws Exception {
        for (String path : new String[]{TEMPLATES, "/get"}) {
            assertThat(ask("GET", path, headers).status()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Authorization: Bearer token:ada                                    | 401 | 401",
            "X-Other: token:ada                                                 | 401 | 401",
            "X-Stencil-Token: Basic token:ada                                   | 401 | 401",
            "X-Stencil-Token: token:ada,token:ada                               | 401 | 401",
            "X-Stencil-Token: Bearer                                            | 401 | 422",
            "X-Stencil-Token: Bearer token:ada x                                | 401 | 422",
            "X-Stencil-Token: bad:SIGNATURE                                     | 401 | 422",
            "X-Stencil-Token: token:ada@X-Stencil-Token: token:ada              | 400 | 400"
    })
    void otherTokensAreRefusedAsInTheUsualHeader(String headers, int status, int ofTheOriginal) throws Exception {
        String lines = headers.replace("@", "\r\n");
        Response answer = ask("GET", TEMPLATES, lines).expect(status);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"stencil\"");
        ask("GET", "/get", lines).expect(ofTheOriginal);
    }

    @Test
    void aMissingTokenIsAskedForInThatHeader() throws Exception {
        assertThat(ask("GET", TEMPLATES, "X: x").body()).contains("X-Stencil-Token: Bearer <token>");
        assertThat(ask("GET", "/get", "X: x").body()).isEqualTo("{\"msg\":\"Missing X-Stencil-Token Header\"}");
        assertThat(ask("GET", TEMPLATES, "X-Stencil-Token: a\r\nX-Stencil-Token: a").body())
                .contains("More than one X-Stencil-Token header");
    }

    @Test
    void cachesAndPagesOfOtherOriginsKnowTheHeader() throws Exception {
        assertThat(ask("GET", TEMPLATES, "X-Stencil-Token: token:ada").header("Vary"))
                .contains("X-Stencil-Token")
                .doesNotContain("Authorization");
        Response preflight = ask("OPTIONS", TEMPLATES,
                "Origin: https://app.example\r\nAccess-Control-Request-Method: GET");
        assertThat(preflight.header("Access-Control-Allow-Headers").split(", "))
                .contains("X-Stencil-Token", "Authorization");
    }

    @Test
    void theDescriptionSaysIt() throws Exception {
        JsonNode scheme = server.send(server.request("/openapi.json")).json()
                .path("components").path("securitySchemes").path("bearer");
        assertThat(scheme.path("type").stringValue()).isEqualTo("apiKey");
        assertThat(scheme.path("in").stringValue()).isEqualTo("header");
        assertThat(scheme.path("name").stringValue()).isEqualTo("X-Stencil-Token");
        assertThat(scheme.has("scheme")).isFalse();
    }

    private Response ask(String method, String path, String headers) throws Exception {
        return server.ask(method + ' ' + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n");
    }
}

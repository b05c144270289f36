package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answer to a request of a test.
 *
 * @param headers all values of a header in one, by its name in any case
 * @param body as far as it was read
 */
record Response(int status, Map<String, String> headers, String body) {
    static Response of(HttpResponse<String> answer) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.headers().map().forEach((String name, List<String> values) -> headers.put(
                name, String.join(", ", values)));
        return new Response(answer.statusCode(), headers, answer.body());
    }

    /** This answer, which must have that status. */
    Response expect(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** This answer, which must consist of problem details. */
    Response expectProblem(int expected, String code) {
        expect(expected);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(json().path("status").intValue()).isEqualTo(expected);
        assertThat(json().path("code").stringValue()).isEqualTo(code);
        assertThat(json().path("request_id").stringValue()).isNotEmpty().isEqualTo(header("X-Request-Id"));
        return this;
    }

    /**
     * This answer, which must be problem details of a bad request.
     *
     * @param at what the code is said of: a pointer to a member of the body, or the name of a parameter
     */
    Response expectInvalid(String code, String at) {
        expectProblem(400, code);
        assertThat(body).containsPattern("\"(pointer|parameter)\":" + Pattern.quote('"' + at + '"'));
        return this;
    }

    /** Empty if there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Where the link to the next page leads; empty if there is none. */
    String next() {
        String link = header("Link");
        assertThat(link).matches("(</.*>; rel=\"next\")?");
        return link.replaceAll("<(.*)>.*", "$1");
    }

    /** The addresses that a page of HTML leads to. */
    Stream<String> addresses() {
        return Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(body).results()
                .map((MatchResult address) -> address.group(1));
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }
}

package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists come in pages. */
class TemplateListTest {
    private static final String TEMPLATES = "/api/v1/templates";
    private static final Pattern CONTENT = Pattern.compile("\"content\":(\\d+)");
    private static final Pattern NEXT_CURSOR = Pattern.compile("\"next_cursor\":\"([\\w-]+)\"");

    @AutoClose
    private final TestServer server = new TestServer().with("alice");

    @Test
    void anEmptyListHasNoMore() throws Exception {
        Response answer = list("");
        assertThat(answer.body()).isEqualTo("{\"items\":[],\"next_cursor\":null}");
        assertThat(answer.header("Link")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"oldest, 1, 5", "newest, 5, 1"})
    void theLinkLeadsThroughTheWholeList(String order, long first, long last) throws Exception {
        create(5);
        List<Long> all = follow("?limit=2&order=" + order);
        assertThat(all).hasSize(5).first().isEqualTo(first);
        assertThat(all).last().isEqualTo(last);
    }

    @Test
    void theCursorOfThePageDoesTheSame() throws Exception {
        create(3);
        Matcher cursor = NEXT_CURSOR.matcher(list("?limit=2").body());
        assertThat(cursor.find()).isTrue();
        assertThat(contents(list("?cursor=" + cursor.group(1)))).containsExactly(3L);
        assertThat(contents(list("?order=oldest&limit=1&cursor=" + cursor.group(1)))).containsExactly(3L);
    }

    @Test
    void aPageHasTwentyFiveItemsUnlessToldOtherwise() throws Exception {
        create(101);
        assertThat(contents(list(""))).hasSize(25);
        assertThat(contents(list("?limit=100"))).hasSize(100);
        assertThat(contents(list("?limit=1"))).containsExactly(1L);
    }

    @Test
    void aListGoesOnThoughTheTemplateAtItsCursorIsGone() throws Exception {
        create(4);
        Response first = list("?limit=2");
        server.post("/delete", "alice", "{\"template\":2}");
        server.post("/create", "alice", "{\"template\":5}");
        assertThat(contents(server.get(first.next(), "alice"))).containsExactly(3L, 4L);
    }

    @Test
    void aCursorDoesNotLeadIntoAnothersList() throws Exception {
        create(2);
        String next = list("?limit=1").next();
        server.register("bob");
        server.post("/create", "bob", "{\"template\":77}");
        assertThat(contents(server.get(next, "bob"))).doesNotContain(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource({
            "limit=0, invalid_parameter, limit", "limit=101, invalid_parameter, limit",
            "limit=-1, invalid_parameter, limit", "limit=, invalid_parameter, limit",
            "limit=2.0, invalid_parameter, limit", "limit=99999999999, invalid_parameter, limit",
            "limit=%D9%A3, invalid_parameter, limit",
            "order=OLDEST, invalid_parameter, order", "order=, invalid_parameter, order",
            "page=2, unknown_parameter, page", "Limit=2, unknown_parameter, Limit",
            "limit=2&limit=2, repeated_parameter, limit",
            "cursor=, invalid_cursor, cursor", "cursor=AAAA, invalid_cursor, cursor",
            "cursor=AW8AAAGTXPkAAGcKsQAAAAAAAAAAAA==, invalid_cursor, cursor",
            "cursor=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, invalid_cursor, cursor",
            "cursor=%00, invalid_cursor, cursor"})
    void aBadParameterIsNamed(String query, String code, String parameter) throws Exception {
        list('?' + query).expectInvalid(code, parameter);
    }

    @Test
    void aCursorIsTakenAsItWasGivenOnly() throws Exception {
        create(2);
        String query = list("?limit=1").next().split("cursor=", 2)[1];
        for (String changed : List.of(
                query + "=", query + "A", query.substring(1), query + "%20", 'B' + query.substring(1))) {
            list("?cursor=" + changed).expectProblem(400, "invalid_cursor");
        }
        list("?order=newest&cursor=" + query).expectProblem(400, "invalid_cursor");
    }

    @Test
    void badEncodingIsRefused() throws Exception {
        server
                .ask("GET " + TEMPLATES + "?limit=%zz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:alice\r\n\r\n")
                .expect(400);
    }

    @Test
    void otherRoutesTakeNoParameters() throws Exception {
        server.post(TEMPLATES + "?dry=1", "alice", "{\"content\":1}").expectProblem(400, "unknown_parameter");
        assertThat(list("").body()).contains("\"items\":[]");
    }

    private void create(int count) throws Exception {
        for (int i = 1; i <= count; i++) {
            server.post(TEMPLATES, "alice", "{\"content\":" + i + "}");
        }
    }

    private Response list(String query) throws Exception {
        return server.get(TEMPLATES + query, "alice");
    }

    private List<Long> follow(String query) throws Exception {
        List<Long> all = new ArrayList<>();
        String path = TEMPLATES + query;
        while (!path.isEmpty()) {
            Response page = server.get(path, "alice");
            all.addAll(contents(page));
            path = page.next();
        }
        return all;
    }

    private static List<Long> contents(Response page) {
        page.expect(200);
        return CONTENT.matcher(page.body()).results().map((MatchResult found) -> Long.valueOf(found.group(1))).toList();
    }
}

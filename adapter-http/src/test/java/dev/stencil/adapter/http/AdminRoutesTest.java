package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Id;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminRoutesTest {
    private static final String ACCOUNTS = "/api/v1/admin/accounts";
    private static final String RESET = "/api/v1/password-reset";
    private static final String ME = "/api/v1/users/me";
    private static final Pattern NAME = Pattern.compile("\"username\":\"(.*?)\"");

    @AutoClose
    private final TestServer server = new TestServer().with("root", "ada");
    private final SignedInUser root = SignedInUser.signIn(server, "root");
    private final SignedInUser ada = SignedInUser.signIn(server, "ada");
    private String account = ACCOUNTS + '/' + server.idOf("ada");

    @BeforeEach
    void makeRootAdmin() {
        server.makeAdmin("root");
    }

    @Test
    void onlyAdministratorsAreAnswered() throws Exception {
        for (String path : List.of(account, ACCOUNTS + "/x", ACCOUNTS + '/' + new Id("0".repeat(24)))) {
            ada.get(path).expectProblem(403, "forbidden");
            ada.send("DELETE", path, null).expectProblem(403, "forbidden");
            for (String what : List.of("/state", "/roles", "/password")) {
                ada.send("PUT", path + what, "{}").expectProblem(403, "forbidden");
            }
            ada.send("POST", path + "/reset-token", null).expectProblem(403, "forbidden");
            ada.send("DELETE", path + "/sessions", null).expectProblem(403, "forbidden");
        }
        ada.get(ACCOUNTS).expectProblem(403, "forbidden");
        ada.send("POST", ACCOUNTS, "{}").expectProblem(403, "forbidden");
        server.send(server.request(ACCOUNTS)).expectProblem(401, "unauthenticated");
    }

    @Test
    void theRoleIsThatOfTheAccountNotOfTheToken() throws Exception {
        set("roles", "[\"admin\"]").expect(200);
        ada.get(ACCOUNTS).expect(200);
        assertThat(ada.get(ME).body()).contains("\"roles\":[\"admin\"]");
        set("roles", "[]").expect(200);
        ada.get(ACCOUNTS).expectProblem(403, "forbidden");
        ada.get(ME).expect(200);
    }

    @Test
    void anAccountIsAdded() throws Exception {
        Response answer = root.send("POST", ACCOUNTS,
                "{\"username\":\"Bob\",\"password\":\"secret\",\"roles\":[\"mailer\",\"a-1_b\",\"mailer\"]}")
                .expect(201);
        assertThat(answer.body()).matches("\\{\"id\":\"\\w{24}\",\"username\":\"Bob\",\"state\":\"active\","
                + "\"roles\":\\[\"a-1_b\",\"mailer\"],\"created_at\":\".*\",\"updated_at\":\".*\"}");
        String location = answer.header("Location");
        assertThat(root.get(location).body()).isEqualTo(answer.body());
        Response taken = root.send("POST", ACCOUNTS, "{\"username\":\"bob\",\"password\":\"secret\"}")
                .expectProblem(409, "conflict");
        assertThat(taken.header("Location")).isEqualTo(location);
        assertThat(SignedInUser.signIn(server, "bob").sessions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'username':'bob'} | missing | /password",
            "{'username':'bob','password':'secret','admin':true} | unknown_member | /admin",
            "{'username':'bob ','password':'secret'} | blank_at_end | /username",
            "{'username':'bob','password':'123456'} | too_common | /password",
            "{'username':'bob','password':'secret','roles':'admin'} | wrong_type | /roles",
            "{'username':'bob','password':'secret','roles':null} | wrong_type | /roles",
            "{'username':'bob','password':'secret','roles':['a',1]} | wrong_type | /roles/1",
            "{'username':'bob','password':'secret','roles':['a','B']} | invalid_role | /roles/1"})
    void anAddedAccountObeysTheRulesOfRegistration(String body, String code, String pointer) throws Exception {
        root.send("POST", ACCOUNTS, body.replace('\'', '"')).expectInvalid(code, pointer);
        assertThat(root.get(ACCOUNTS + "?prefix=bob").body()).contains("\"items\":[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "state | 'deleting' | invalid_state | /state", "state | 'ACTIVE' | invalid_state | /state",
            "state | '' | invalid_state | /state", "state | null | wrong_type | /state",
            "roles | ['']  | invalid_role | /roles/0", "roles | ['é'] | invalid_role | /roles/0",
            "roles | ['a b'] | invalid_role | /roles/0", "roles | ['0a'] | invalid_role | /roles/0",
            "roles | [['a']] | wrong_type | /roles/0", "roles | {} | wrong_type | /roles",
            "new_password | '' | too_short | /new_password", "new_password | 1 | wrong_type | /new_password"})
    void anInvalidMemberIsNamed(String member, String value, String code, String pointer) throws Exception {
        set(member, value.replace('\'', '"')).expectInvalid(code, pointer);
        assertThat(ada.get(ME).body()).contains("\"state\":\"active\",\"roles\":[]");
    }

    @Test
    void aDisabledAccountIsOutAtOnceAndKeepsWhatItHas() throws Exception {
        ada.send("POST", "/api/v1/templates", "{\"content\":1}");
        Response disabled = set("state", "\"disabled\"");
        assertThat(disabled.body()).contains("\"state\":\"disabled\"");
        ada.get(ME).expectProblem(401, "invalid_token");
        ada.refresh().expectProblem(401, "invalid_token");
        assertThat(root.get(account).body()).isEqualTo(disabled.body());
        assertThat(set("state", "\"active\"").body()).contains("\"state\":\"active\"");
        ada.get(ME).expectProblem(401, "invalid_token");
        assertThat(SignedInUser.signIn(server, "ada").get("/api/v1/templates").body()).contains("\"content\":1");
    }

    @Test
    void aPasswordIsSetAndAllSessionsEnd() throws Exception {
        set("new_password", "\"another\"").expect(204);
        ada.get(ME).expectProblem(401, "invalid_token");
        logIn("ada", "another").expect(200);
    }

    @Test
    void allSessionsOfAnAccountEnd() throws Exception {
        root.send("DELETE", account + "/sessions", null).expect(204);
        ada.get(ME).expectProblem(401, "invalid_token");
        assertThat(root.sessions()).hasSize(1);
    }

    @Test
    void anAccountIsDeleted() throws Exception {
        root.send("DELETE", account, null).expect(204);
        ada.get(ME).expectProblem(401, "invalid_token");
        root.get(account).expectProblem(404, "not_found");
        root.send("DELETE", account, null).expectProblem(404, "not_found");
        set("state", "\"disabled\"").expectProblem(404, "not_found");
        server.register("ada");
        assertThat(SignedInUser.signIn(server, "ada").sessions()).hasSize(1);
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        account = ACCOUNTS + '/' + server.idOf("root");
        set("state", "\"disabled\"").expectProblem(409, "last_admin");
        set("roles", "[]").expectProblem(409, "last_admin");
        root.send("DELETE", account, null).expectProblem(409, "last_admin");
        server.makeAdmin("ada");
        set("roles", "[]").expect(200);
        root.get(ACCOUNTS).expectProblem(403, "forbidden");
    }

    @Test
    void aTokenSetsAPasswordOnce() throws Exception {
        Response answer = root.send("POST", account + "/reset-token", "{}").expect(200);
        assertThat(answer.body()).matches(
                "\\{\"reset_token\":\"[\\w-]{59}\",\"expires_at\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"}");
        String token = answer.json().path("reset_token").stringValue();
        reset(token, "").expectInvalid("too_short", "/new_password");
        reset(token, "another").expect(204);
        ada.get(ME).expectProblem(401, "invalid_token");
        logIn("ada", "another").expect(200);
        reset(token, "a third").expectProblem(401, "invalid_token");
        root.send("POST", account + "/reset-token", "{\"expires_in\":9}").expectProblem(400, "unknown_member");
    }

    @Test
    void everyInvalidResetTokenIsAnsweredAlike() throws Exception {
        String used = server.beginReset("ada");
        String replaced = server.beginReset("ada");
        reset(server.beginReset("ada"), "another");
        String expired = server.beginReset("root");
        server.clock.goOn(Duration.ofHours(1));
        String first = withoutId(reset("", "x"));
        for (String token : List.of("x", used, replaced, expired, "0".repeat(59), expired + '=', "\\ud800",
                "\\u0000")) {
            Response answer = reset(token, "x").expect(401);
            assertThat(withoutId(answer)).isEqualTo(first);
        }
    }

    private static String withoutId(Response answer) {
        return answer.body().replaceFirst("\"request_id\":\"\\w+\"", "")
                + answer.header("WWW-Authenticate");
    }

    @Test
    void theUsersOwnRoutesChangeNeitherRolesNorState() throws Exception {
        ada.send("PUT", ME + "/roles", "{\"roles\":[\"admin\"]}").expectProblem(404, "not_found");
        ada.send("PUT", ME, "{\"roles\":[\"admin\"]}").expectProblem(405, "method_not_allowed");
        server.post("/api/v1/users",
                "{\"username\":\"bob\",\"password\":\"secret\",\"roles\":[\"admin\"]}").expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/state/", "/state/x", "/", "//state", "/secrets"})
    void nothingElseIsThere(String end) throws Exception {
        root.send("GET", account + end, null).expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "state=active", "role=mailer", "prefix=B", "prefix=b&state=active&role=mailer"})
    void theLinkLeadsThroughTheWholeList(String filter) throws Exception {
        for (int i = 0; i < 5; i++) {
            root.send("POST", ACCOUNTS,
                    "{\"username\":\"" + (i % 2 == 0 ? "B" : "b") + i + "\",\"password\":\"secret\","
                            + "\"roles\":[\"mailer\"]}");
        }
        List<String> names = new ArrayList<>();
        String next = ACCOUNTS + "?limit=2&" + filter;
        while (!next.isEmpty()) {
            Response answer = root.get(next);
            List<String> page = names(answer);
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            names.addAll(page);
            next = answer.next();
        }
        assertThat(names).containsSubsequence("B0", "b1", "B2", "b3", "B4").doesNotHaveDuplicates();
        assertThat(names).hasSize(filter.matches("|state=active") ? 7 : 5);
    }

    @Test
    void aListShowsWhatIsAskedForAndNothingElse() throws Exception {
        server.disable("ada");
        assertThat(names(root.get(ACCOUNTS))).containsExactly("ada", "root");
        assertThat(names(root.get(ACCOUNTS + "?state=disabled"))).containsExactly("ada");
        assertThat(names(root.get(ACCOUNTS + "?role=admin"))).containsExactly("root");
        assertThat(names(root.get(ACCOUNTS + "?role=admin&state=disabled"))).isEmpty();
        assertThat(names(root.get(ACCOUNTS + "?state=deleting"))).isEmpty();
        assertThat(names(root.get(ACCOUNTS + "?prefix=RO"))).containsExactly("root");
        assertThat(names(root.get(ACCOUNTS + "?prefix=" + "x".repeat(9_000)))).isEmpty();
    }

    @Test
    void aCursorKnowsTheListItIsOf() throws Exception {
        server.makeAdmin("ada");
        String cursor = root.get(ACCOUNTS + "?limit=1&role=admin").json().path("next_cursor").stringValue();
        assertThat(names(root.get(ACCOUNTS + "?cursor=" + cursor))).containsExactly("root");
        assertThat(names(root.get(ACCOUNTS + "?role=admin&cursor=" + cursor))).containsExactly("root");
        root.get(ACCOUNTS + "?role=mailer&cursor=" + cursor).expectProblem(400, "invalid_cursor");
        root.get(ACCOUNTS + "?prefix=a&cursor=" + cursor).expectProblem(400, "invalid_cursor");
        root.get("/api/v1/templates?cursor=" + cursor).expectProblem(400, "invalid_cursor");
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= (byte) 0x80;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            assertThat(root.get(ACCOUNTS + "?cursor=" + text).status()).as(text).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
            "state=ACTIVE, state", "state=, state", "role=, role", "role=Admin, role", "role=a%00, role",
            "limit=0, limit"})
    void aBadParameterIsNamed(String query, String parameter) throws Exception {
        root.get(ACCOUNTS + '?' + query).expectInvalid("invalid_parameter", parameter);
    }

    @Test
    void aNameOfAnyScriptIsFoundByItsBeginning() throws Exception {
        String name = "Ärger 😀 &?";
        root.send("POST", ACCOUNTS, "{\"username\":\"" + name + "\",\"password\":\"secret\"}");
        root.send("POST", ACCOUNTS, "{\"username\":\"" + name + "2\",\"password\":\"secret\"}");
        String prefix = URLEncoder.encode("äRGER 😀", StandardCharsets.UTF_8);
        Response first = root.get(ACCOUNTS + "?limit=1&prefix=" + prefix);
        assertThat(names(first)).containsExactly(name);
        String cursor = first.json().path("next_cursor").stringValue();
        assertThat(names(root.get(ACCOUNTS + "?cursor=" + cursor))).containsExactly(name + '2');
    }

    private static List<String> names(Response answer) {
        answer.expect(200);
        return NAME.matcher(answer.body()).results().map((MatchResult name) -> name.group(1)).toList();
    }

    private Response set(String member, String value) throws Exception {
        String what = member.equals("new_password") ? "password" : member;
        return root.send("PUT", account + '/' + what, "{\"" + member + "\":" + value + '}');
    }

    private Response reset(String token, String password) throws Exception {
        return server.post(RESET, "{\"reset_token\":\"" + token + "\",\"new_password\":\"" + password + "\"}");
    }

    private Response logIn(String name, String password) throws Exception {
        return server.post("/api/v1/login", "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }
}

package dev.stencil.bench;

import static dev.stencil.bench.Account.TEMPLATES;

import dev.stencil.bench.Wrk.Load;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Requests of one kind, the same bytes for each server; the bare one ignores tokens.
 *
 * @param templates how many the account has
 * @param connections that send requests
 * @param settings of Stencil, beyond those of every measurement
 */
record Scenario(
        String name,
        String title,
        Opponent opponent,
        int templates,
        int connections,
        Map<String, String> settings,
        Function<Account, List<Call>> calls) {
    private static final int LISTED = 10;
    /** Enough that two connections hardly ever change the same one at a time. */
    private static final int CHANGED = 256;
    private static final int MANY = 16;
    /** Readers during a flood; and logins, which wait for each other, and would be refused after a second. */
    private static final int FEW = 4;
    private static final int FLOODING = 64;
    private static final String ONE_NAME = "bench";
    private static final String MANY_NAMES = "bench-" + Call.NUMBER;

    /** What Stencil is measured beside, unless that is another checkout. */
    enum Opponent {
        /** The bare server: a worker waits for each request's data, and until what it writes is durable. */
        BARE,
        /** The bare server, where no thread waits for a write: the loop that commits hands out the answers. */
        LOOP,
        /** Nothing: bare code would have to do the same. */
        NONE,
        /** Stencil itself, while nobody else guesses passwords. */
        QUIET
    }

    static final List<Scenario> ALL = List.of(
            of("list", "list of 10, the original's route", Opponent.BARE, LISTED, Scenario::list),
            of("page", "page of 10", Opponent.BARE, LISTED, account -> List.of(
                    Call.get(TEMPLATES + "?limit=10", 200))),
            of("conditional", "304 on one", Opponent.BARE, LISTED, account -> List.of(
                    Call.get(path(account.templates().getFirst()), 304).with("If-None-Match", "\"1\""))),
            of("create", "create", Opponent.BARE, LISTED, Scenario::create),
            of("create-loop", "create, beside a bare loop of group commits", Opponent.LOOP, LISTED, Scenario::create),
            of("replace", "replace", Opponent.BARE, CHANGED, Scenario::replace),
            of("patch", "merge patch", Opponent.BARE, CHANGED, Scenario::patch),
            new Scenario("login", "log in", Opponent.NONE, LISTED, FEW, Map.of(), account -> List.of(
                    Call.json("POST", "/api/v1/login", Account.credentials(account.name()), 200))),
            new Scenario("flood", "list while 64 guess the password of one", Opponent.QUIET, LISTED, FEW, Map.of(),
                    Scenario::list),
            new Scenario("flood-many", "list while 64 guess those of many, unlimited", Opponent.QUIET, LISTED, FEW,
                    Map.of("LOGIN_FREE_FAILURES", "off"), Scenario::list));

    private static Scenario of(
            String name, String title, Opponent opponent, int templates, Function<Account, List<Call>> calls) {
        return new Scenario(name, title, opponent, templates, MANY, Map.of(), calls);
    }

    private static List<Call> list(Account account) {
        return List.of(Call.get("/get", 200));
    }

    private static List<Call> create(Account account) {
        return List.of(Call.json("POST", TEMPLATES, Contents.body(Call.NUMBER), 201));
    }

    private static List<Call> replace(Account account) {
        return account.templates().stream()
                .map(id -> Call.json("PUT", path(id), Contents.body(Call.NUMBER), 200))
                .toList();
    }

    private static List<Call> patch(Account account) {
        String body =
                "{\"content\":{\"title\":\"Invoice " + Call.NUMBER + "\",\"tags\":null,\"margin\":{\"top\":0.5}}}";
        Map<String, String> type = Map.of("Content-Type", "application/merge-patch+json");
        return account.templates().stream().map(id -> new Call("PATCH", path(id), type, body, 200)).toList();
    }

    private static String path(String id) {
        return TEMPLATES + '/' + id;
    }

    /** The requests of an account, one after the other. */
    Load load(Account account) {
        return new Load(calls.apply(account).stream().map(account::authorized).toList(), connections);
    }

    boolean isFlood() {
        return opponent == Opponent.QUIET;
    }

    /** Wrong passwords that others send meanwhile. */
    Load flood() {
        String name = settings.isEmpty() ? ONE_NAME : MANY_NAMES;
        String body = "{\"username\":\"" + name + "\",\"password\":\"a guess\"}";
        return new Load(List.of(Call.json("POST", "/api/v1/login", body, 401)), FLOODING);
    }
}

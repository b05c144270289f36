package dev.stencil.bench.scenario;

import dev.stencil.bench.load.Call;
import dev.stencil.bench.load.Traffic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The requests of each scenario: the same bytes for Stencil and for the baseline, which ignores the token. */
final class Calls {
    private static final String TEMPLATES = "/api/v1/templates";

    /** More would only wait for each other, and be refused after a second. */
    private static final int HASHES_AT_ONCE = 4;

    private Calls() {}

    static Traffic root(Account account, int connections) {
        return Traffic.of(connections, Call.get("/", 200));
    }

    static Traffic list(Account account, int connections) {
        return Traffic.of(connections, account.authorized(Call.get("/get", 200)));
    }

    static Traffic page(Account account, int connections) {
        return Traffic.of(connections, account.authorized(Call.get(TEMPLATES + "?limit=10", 200)));
    }

    static Traffic conditional(Account account, int connections) {
        Call read = Call.get(TEMPLATES + '/' + account.templates().getFirst(), 304).with("If-None-Match", "\"1\"");
        return Traffic.of(connections, account.authorized(read));
    }

    static Traffic create(Account account, int connections) {
        return Traffic.of(connections, creation(account));
    }

    private static Call creation(Account account) {
        return account.authorized(Call.json("POST", TEMPLATES, Sample.body(Call.NUMBER), 201));
    }

    static Traffic replace(Account account, int connections) {
        return onEach(account, connections, id -> Call.json("PUT", id, Sample.body(Call.NUMBER), 200));
    }

    static Traffic patch(Account account, int connections) {
        String patch =
                "{\"content\":{\"name\":\"Invoice " + Call.NUMBER + "\",\"parent\":null,\"tax\":{\"rate\":0.19}}}";
        return onEach(account, connections, id -> new Call(
                "PATCH", id, Map.of("Content-Type", "application/merge-patch+json"), patch, 200));
    }

    /** Makes a call of the path of a template. */
    @FunctionalInterface
    private interface OnTemplate {
        Call call(String path);
    }

    private static Traffic onEach(Account account, int connections, OnTemplate change) {
        List<Call> calls = account.templates().stream()
                .map(id -> account.authorized(change.call(TEMPLATES + '/' + id)))
                .toList();
        return new Traffic(calls, connections);
    }

    static Traffic mixed(Account account, int connections) {
        Call list = account.authorized(Call.get(TEMPLATES + "?limit=10", 200));
        List<Call> calls = new ArrayList<>(Collections.nCopies(9, list));
        calls.add(creation(account));
        return new Traffic(calls, connections);
    }

    static Traffic login(Account account, int connections) {
        String body = "{\"username\":\"" + account.name() + "\",\"password\":\"" + account.password() + "\"}";
        return Traffic.of(Math.min(connections, HASHES_AT_ONCE), Call.json("POST", "/api/v1/login", body, 200));
    }
}

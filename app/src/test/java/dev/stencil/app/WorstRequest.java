package dev.stencil.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The most expensive request of its kind that a client can send.
 *
 * @param route where it goes
 * @param what is expensive about it
 * @param bytes makes another one each time, where the same again would cost less
 */
record WorstRequest(String route, String what, Supplier<byte[]> bytes) {
    /** The largest body of a route that takes templates, and of the others; the largest head; the largest content. */
    private static final int LARGE = 2 * 1024 * 1024;
    private static final int SMALL = 16 * 1024;
    private static final int HEAD = 15 * 1024;
    private static final int CONTENT = 256 * 1024;
    private static final String TEMPLATES = "/api/v1/templates";
    private static final AtomicLong NUMBERS = new AtomicLong();
    /** Combining marks in descending order of their classes: to bring them into the normal order is quadratic. */
    private static final String MARKS = "\u0345".repeat(2_000) + "\u0301".repeat(2_000) + "\u0323".repeat(2_000)
            + "\u0334".repeat(2_000);

    /**
     * The account that attacks.
     *
     * @param token of an administrator
     * @param template the id of one with the largest content, among a hundred with as much
     */
    record Attacker(String name, String password, String token, String refreshToken, String template) {
        private static final Attacker NOBODY = new Attacker("", "", "", "", "");
    }

    static List<WorstRequest> all(Attacker attacker) {
        List<WorstRequest> all = new ArrayList<>();
        addBodies(all, attacker);
        addCredentials(all, attacker);
        addAdministration(all, attacker);
        addHeads(all, attacker);
        addAnswers(all, attacker);
        return all;
    }

    private static void addBodies(List<WorstRequest> all, Attacker attacker) {
        String one = TEMPLATES + '/' + attacker.template;
        String create = "POST " + TEMPLATES;
        add(all, create, "2 MiB of empty objects", attacker, content(repeat("{}", ",", LARGE)));
        add(all, create, "2 MiB of empty arrays", attacker, content(repeat("[]", ",", LARGE)));
        add(all, create, "2 MiB of numbers", attacker, content(repeat("0", ",", LARGE)));
        add(all, create, "2 MiB of members", attacker, "{\"content\":{" + members(LARGE) + "}}");
        add(all, create, "2 MiB of members with one hash", attacker, "{\"content\":{" + colliding(LARGE) + "}}");
        add(all, create, "2 MiB of unknown members", attacker, '{' + members(LARGE) + '}');
        add(all, create, "2 MiB of levels", attacker, "{\"content\":" + "[".repeat(LARGE - 20));
        add(all, create, "2 MiB of escapes", attacker, "{\"content\":\"" + "\\u0301".repeat(LARGE / 6 - 10) + "\"}");
        add(all, create, "2 MiB of digits", attacker, "{\"content\":" + "9".repeat(LARGE - 20) + '}');
        all.add(new WorstRequest(create, "256 KiB of empty objects, stored", () -> request(create, attacker, "",
                content(NUMBERS.incrementAndGet() + "," + repeat("{}", ",", CONTENT - 100)))));
        add(all, "PUT one", "2 MiB of empty objects", "PUT " + one, attacker, content(repeat("{}", ",", LARGE)));
        add(all, "PATCH one", "2 MiB of empty objects", "PATCH " + one, attacker,
                "{\"content\":{\"a\":[" + repeat("{}", ",", LARGE - 50) + "]}}");
        add(all, "PATCH one", "2 MiB of members", "PATCH " + one, attacker, "{\"content\":{" + members(LARGE) + "}}");
        all.add(new WorstRequest("PATCH one", "one member of 256 KiB", () -> request("PATCH " + one, attacker, "",
                "{\"content\":{\"n\":" + NUMBERS.incrementAndGet() + "}}")));
        add(all, "POST /update", "2 MiB of empty objects are sought", attacker,
                "{\"old_template\":[" + repeat("{}", ",", LARGE - 80) + "],\"new_template\":1}");
        add(all, "POST /delete", "2 MiB of empty objects are sought", attacker,
                "{\"template\":[" + repeat("{}", ",", LARGE - 80) + "]}");
    }

    private static void addCredentials(List<WorstRequest> all, Attacker attacker) {
        for (String route : List.of("POST /api/v1/login", "POST /api/v1/users")) {
            add(all, route, "a name of 16 KiB of marks", Attacker.NOBODY, credentials("a" + MARKS, "a password"));
            add(all, route, "a password of 16 KiB of marks", Attacker.NOBODY, credentials(attacker.name, "a" + MARKS));
            all.add(new WorstRequest(route, "another name each time", () -> request(route, Attacker.NOBODY, "",
                    credentials("somebody " + NUMBERS.incrementAndGet(), "correct horse battery 42"))));
        }
        add(all, "POST /api/v1/login", "the right password", Attacker.NOBODY,
                credentials(attacker.name, attacker.password));
        add(all, "PUT /api/v1/users/me/password", "a wrong one of 16 KiB of marks", attacker,
                "{\"current_password\":\"a" + MARKS + "\",\"new_password\":\"b\"}");
        add(all, "POST /api/v1/token/refresh", "a token of 16 KiB", Attacker.NOBODY,
                "{\"refresh_token\":\"" + "A".repeat(SMALL - 100) + "\"}");
        add(all, "POST /api/v1/token/refresh", "the same token at once", Attacker.NOBODY,
                "{\"refresh_token\":\"" + attacker.refreshToken + "\"}");
        add(all, "DELETE /api/v1/sessions?except=current", "each time", attacker, "");
    }

    private static void addAdministration(List<WorstRequest> all, Attacker attacker) {
        String accounts = "/api/v1/admin/accounts";
        add(all, "GET " + accounts, "a prefix of 15 KiB of marks",
                "GET " + accounts + "?limit=100&prefix=a" + "%CD%85".repeat(HEAD / 12) + "%CC%A3".repeat(HEAD / 12),
                attacker, "");
        add(all, "GET " + accounts, "a role that nobody has", "GET " + accounts + "?limit=100&role=none", attacker, "");
        add(all, "POST " + accounts, "16 KiB of roles", attacker,
                "{\"username\":\"x\",\"password\":\"" + attacker.password
                        + "\",\"roles\":[" + repeat("\"a\"", ",", SMALL - 100) + "]}");
        add(all, "POST /api/v1/password-reset", "a token of 16 KiB", Attacker.NOBODY,
                "{\"reset_token\":\"" + "A".repeat(SMALL - 100) + "\",\"new_password\":\"correct horse 42\"}");
        all.add(new WorstRequest("POST /api/v1/password-reset", "another token each time",
                () -> request("POST /api/v1/password-reset", Attacker.NOBODY, "",
                        "{\"reset_token\":\"" + base64("%032d".formatted(NUMBERS.incrementAndGet()))
                                + "\",\"new_password\":\"correct horse battery 42\"}")));
    }

    private static void addHeads(List<WorstRequest> all, Attacker attacker) {
        String one = TEMPLATES + '/' + attacker.template;
        String tags = "\"a\",".repeat(HEAD / 4) + "\"a\"";
        all.add(new WorstRequest("PUT one", "If-Match with 3,840 tags",
                () -> request("PUT " + one, attacker, "If-Match: " + tags + "\r\n", content("1"))));
        all.add(new WorstRequest("GET one", "If-None-Match with 3,840 tags",
                () -> request("GET " + one, attacker, "If-None-Match: " + tags + "\r\n", "")));
        all.add(new WorstRequest("POST /api/v1/login", "Accept with 3,840 ranges", () -> request("POST /api/v1/login",
                Attacker.NOBODY, "Accept: " + "*/*,".repeat(HEAD / 4) + "*/*\r\n", "{}")));
        all.add(new WorstRequest("GET /get", "a token of 15 KiB", () -> request("GET /get", Attacker.NOBODY,
                "Authorization: Bearer " + base64("{\"alg\":\"HS256\",\"x\":[" + repeat("{}", ",", HEAD / 2))
                        + ".e30.AA\r\n",
                "")));
        all.add(new WorstRequest("GET /get", "a wrong signature each time", () -> request("GET /get", Attacker.NOBODY,
                "Authorization: Bearer " + attacker.token + NUMBERS.incrementAndGet() + "\r\n", "")));
        all.add(new WorstRequest("GET /", "60 headers of 200 bytes",
                () -> request("GET /", Attacker.NOBODY, IntStream.range(0, 60)
                        .mapToObj(i -> "X-" + i + ": " + "x".repeat(200) + "\r\n").collect(Collectors.joining()), "")));
        add(all, "GET /unknown", "15 KiB of dots and slashes", "GET /" + "%2e%2e/".repeat(HEAD / 7), Attacker.NOBODY,
                "");
        add(all, "GET " + TEMPLATES, "a query of 15 KiB", "GET " + TEMPLATES + "?limit=" + "%31".repeat(HEAD / 3),
                attacker,
                "");
        add(all, "GET " + TEMPLATES, "a cursor of 15 KiB", "GET " + TEMPLATES + "?cursor=" + base64("1.oldest."
                + "9".repeat(HEAD / 2)), attacker, "");
    }

    private static void addAnswers(List<WorstRequest> all, Attacker attacker) {
        add(all, "GET /get", "a hundred of 256 KiB", attacker, "");
        add(all, "GET " + TEMPLATES, "a hundred of 256 KiB", "GET " + TEMPLATES + "?limit=100", attacker, "");
        add(all, "GET /api/v1/users/me/export", "a hundred of 256 KiB and more", attacker, "");
    }

    private static void add(List<WorstRequest> all, String route, String what, Attacker attacker, String body) {
        add(all, route, what, route, attacker, body);
    }

    /** @param line method and path */
    private static void add(
            List<WorstRequest> all, String route, String what, String line, Attacker attacker, String body) {
        byte[] bytes = request(line, attacker, "", body);
        all.add(new WorstRequest(route, what, () -> bytes));
    }

    private static byte[] request(String line, Attacker attacker, String headers, String body) {
        byte[] content = body.getBytes(UTF_8);
        String type = line.startsWith("PATCH") ? "application/merge-patch+json" : "application/json";
        String head = line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers
                + (attacker.token.isEmpty() ? "" : "Authorization: Bearer " + attacker.token + "\r\n")
                + (body.isEmpty() ? "" : "Content-Type: " + type + "\r\nContent-Length: " + content.length + "\r\n")
                + "\r\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.getBytes(UTF_8));
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static String content(String items) {
        return "{\"content\":[" + items + "]}";
    }

    private static String credentials(String name, String password) {
        return "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }

    /** As many as fit into a body of that size, with what is around them. */
    private static String repeat(String item, String separator, int bytes) {
        return (item + separator).repeat((bytes - 30) / (item.length() + separator.length()) - 1) + item;
    }

    private static String members(int bytes) {
        return IntStream.range(0, bytes / 10).mapToObj(i -> String.format("\"%05x\":0", i))
                .limit((bytes - 30) / 10).collect(Collectors.joining(","));
    }

    /** Members whose names are different and have the same hash: of 16 pairs of letters each, "Aa" or "BB". */
    private static String colliding(int bytes) {
        return IntStream.range(0, (bytes - 30) / 37)
                .mapToObj(i -> IntStream.range(0, 16).mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":0")))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}

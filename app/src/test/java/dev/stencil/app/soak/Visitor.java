package dev.stencil.app.soak;

import dev.stencil.app.TestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses every route, mostly as meant, and keeps a few templates only. */
final class Visitor {
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final int KEPT = 20;
    /** How many requests an account is used for. */
    private static final int UNTIL_NEXT_ACCOUNT = 1_000;
    private static final String PASSWORD = "what visitors log in with";

    @FunctionalInterface
    private interface Request {
        HttpResponse<String> send(TestClient client) throws IOException, InterruptedException;
    }

    private final URI server;
    private final Store store;
    private final StatusCounts tally;
    private final Random random;
    private final String name;
    private final Deque<String> templates = new ArrayDeque<>();
    private TestClient client;
    private int requests;

    Visitor(URI server, Store store, StatusCounts tally, int number) {
        this.server = server;
        this.store = store;
        this.tally = tally;
        this.random = new Random(number);
        this.name = "visitor " + number;
        this.client = new TestClient(server);
        // Not all change their accounts at the same time.
        this.requests = number * 50;
    }

    /** @param time counts from 0 */
    void visit(int time) throws InterruptedException {
        if (time == 0 || requests % UNTIL_NEXT_ACCOUNT == 0) {
            while (!templates.isEmpty()) {
                deleteOldest();
            }
            openAccount(name + " the " + requests);
        }
        requests++;
        ask();
        Thread.sleep(PAUSE);
    }

    /** Again and again: the store may be away, and too many may be hashing passwords. */
    private void openAccount(String account) throws InterruptedException {
        Map<String, String> credentials = Map.of("username", account, "password", PASSWORD);
        client = new TestClient(server);
        String token = "";
        while (token.isEmpty()) {
            ask(visitor -> visitor.post("/api/v1/users", credentials), true);
            token = member(ask(visitor -> visitor.post("/api/v1/login", credentials), true), "access_token");
            Thread.sleep(PAUSE);
        }
        client.useToken(token);
    }

    private void ask() throws InterruptedException {
        String value = "value " + random.nextInt(1_000_000);
        String path = "/api/v1/templates/" + (templates.isEmpty() ? "0".repeat(24) : templates.peekFirst());
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> create(value);
            case 3 -> ask(visitor -> visitor.get(path));
            case 4 -> ask(visitor -> visitor.put(path, "*", Map.of("content", Map.of("a", value))));
            case 5 -> ask(visitor -> visitor.patch(path, Map.of("content", Map.of("b", value))));
            case 6 -> ask(visitor -> visitor.get("/api/v1/templates?limit=5&order=newest"));
            case 7 -> ask(visitor -> visitor.get("/get"));
            case 8 -> {
                ask(visitor -> visitor.post("/create", Map.of("template", value)));
                ask(visitor -> visitor.post("/update", Map.of("old_template", value, "new_template", value + "!")));
                ask(visitor -> visitor.post("/delete", Map.of("template", value + "!")));
                ask(visitor -> visitor.post("/delete", Map.of("template", value)));
            }
            case 9 -> ask(visitor -> visitor.post("/api/v1/templates", Map.of("contents", value)));
            case 10 -> ask(visitor -> visitor.get("/api/v1/templates?limit=" + value.replace(' ', '+')));
            case 11 -> ask(visitor -> new TestClient(server).get("/get"));
            case 12 -> ask(visitor -> visitor.get("/openapi.json"));
            case 13 -> ask(visitor -> visitor.get("/health/live"));
            case 14 -> ask(visitor -> visitor.get("/nowhere"));
            default -> deleteOldest();
        }
        if (templates.size() > KEPT) {
            deleteOldest();
        }
    }

    private void create(String value) throws InterruptedException {
        String id = member(ask(visitor -> visitor.post("/api/v1/templates", Map.of("content", value))), "id");
        if (!id.isEmpty()) {
            templates.addLast(id);
        }
    }

    private void deleteOldest() throws InterruptedException {
        if (!templates.isEmpty()) {
            String path = "/api/v1/templates/" + templates.removeFirst();
            ask(visitor -> visitor.delete(path));
        }
    }

    private static String member(String body, String member) {
        return body.startsWith("{") ? JsonMapper.shared().readTree(body).path(member).asString("") : "";
    }

    private String ask(Request request) throws InterruptedException {
        return ask(request, false);
    }

    /**
     * @param hashes whether a password is hashed, which may be refused for want of a processor
     * @return the body, which is empty if there is no answer
     */
    private String ask(Request request, boolean hashes) throws InterruptedException {
        try {
            HttpResponse<String> answer = request.send(client);
            int status = answer.statusCode();
            tally.answered(status);
            if (status >= 500 && status != 503) {
                tally.wrong(Integer.toString(status));
            } else if (status == 503 && answer.headers().firstValue("Retry-After").isEmpty()) {
                tally.wrong("503 without Retry-After");
            } else if (status == 503 && !hashes && !store.isUnreliable()) {
                tally.wrong("503 without a fault");
            }
            return answer.body();
        } catch (IOException e) {
            tally.unanswered();
            // A list may be cut off when the store goes.
            if (!store.isUnreliable()) {
                tally.wrong("no answer: " + e.getMessage());
            }
            return "";
        }
    }
}

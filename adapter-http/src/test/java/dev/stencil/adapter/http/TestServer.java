package dev.stencil.adapter.http;

import dev.stencil.core.domain.PasswordRules;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import dev.stencil.core.usecase.Authenticate;
import dev.stencil.core.usecase.GuessLimiter;
import dev.stencil.core.usecase.GuessLimits;
import dev.stencil.core.usecase.HashingPool;
import dev.stencil.core.usecase.ManageTemplates;
import dev.stencil.core.usecase.RegisterUser;
import dev.stencil.core.usecase.SignIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A real server on a free port, before a storage in memory. */
final class TestServer implements AutoCloseable {
    static final int WORKERS = 4;
    static final Set<String> ORIGINS = Set.of("https://app.example");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final AtomicBoolean ready = new AtomicBoolean(true);
    private final HashingPool hashing = new HashingPool();
    private final HttpServer server;

    TestServer() {
        this(StatusCodes.CORRECTED, new InMemoryStorage().templates());
    }

    TestServer(int quota) {
        this(StatusCodes.CORRECTED, new InMemoryStorage().templates(), quota);
    }

    TestServer(StatusCodes statusCodes, TemplateRepository templates) {
        this(statusCodes, templates, ManageTemplates.UNLIMITED);
    }

    private TestServer(StatusCodes statusCodes, TemplateRepository templates, int quota) {
        UserRepository users = new InMemoryStorage().users();
        Fakes.Hasher hasher = new Fakes.Hasher();
        Fakes.Tokens tokens = new Fakes.Tokens();
        InstantSource clock = InstantSource.system();
        PasswordRules rules = new PasswordRules(1, Set.of());
        GuessLimiter guesses = new GuessLimiter(GuessLimits.DEFAULT, clock);
        server = HttpServer.start(
                new HttpSettings("127.0.0.1", 0, statusCodes, 1000, 100_000, ORIGINS, WORKERS),
                new Application(
                        new RegisterUser(users, hasher, hashing, rules, clock, Events.NONE),
                        new SignIn(users, hasher, hashing, guesses, tokens, clock, Events.NONE),
                        new Authenticate(tokens, users),
                        new ManageTemplates(templates, quota, clock),
                        ready::get));
    }

    int port() {
        return server.address().getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        Description.check(Exchange.of(answer));
        return answer;
    }

    HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer token:" + user));
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> post(String path, String user, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Authorization", "Bearer token:" + user)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    void register(String name) throws IOException, InterruptedException {
        post("/api/v1/users", "{\"username\":\"" + name + "\",\"password\":\"secret\"}");
    }

    @Override
    public void close() {
        server.close();
        hashing.close();
    }
}

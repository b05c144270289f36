package dev.stencil.adapter.http;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.adapter.http.transport.SlowClientLimits;
import dev.stencil.adapter.http.web.Authentication;
import dev.stencil.adapter.http.web.Cors;
import dev.stencil.adapter.http.web.TrustedProxies;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.PasswordRules;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import dev.stencil.core.usecase.Actor;
import dev.stencil.core.usecase.ManageTemplates;
import dev.stencil.core.usecase.policy.RegistrationLimiter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Real server on a free port, with a storage in memory. */
final class TestServer implements AutoCloseable {
    static final int WORKERS = 4;
    static final Cors CORS = new Cors(
            Set.of("https://app.example", "capacitor://localhost"), Set.of("baggage", "traceparent"));

    static final TrustedProxies PROXIES = TrustedProxies.of(List.of("127.0.0.1", "10.0.0.0/8", "2001:db8::/32"));

    private static final HttpSettings SETTINGS =
            settings(OriginalStatusCodes.CORRECTED, Authentication.AUTHORIZATION, "");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final AtomicBoolean ready = new AtomicBoolean(true);
    /** Whether the check of readiness throws, which is made before each request is handled. */
    final AtomicBoolean failing = new AtomicBoolean();
    final TestClock clock = new TestClock();
    final Fakes.FakeTokens tokens = new Fakes.FakeTokens(clock);
    final Storage storage;
    private final boolean isDescribed;
    private final Stencil stencil;
    private final HttpServer server;

    TestServer() {
        this(SETTINGS, new InMemoryStorage(), Bounds.NONE, Events.NONE, SlowClientLimits.DEFAULT);
    }

    TestServer(Bounds bounds) {
        this(SETTINGS, new InMemoryStorage(), bounds, Events.NONE, SlowClientLimits.DEFAULT);
    }

    TestServer(Events events) {
        this(SETTINGS, new InMemoryStorage(), Bounds.NONE, events, SlowClientLimits.DEFAULT);
    }

    TestServer(Storage storage) {
        this(SETTINGS, storage, Bounds.NONE, Events.NONE, SlowClientLimits.DEFAULT);
    }

    TestServer(LongList list) {
        this(list.storage());
    }

    TestServer(LongList list, SlowClientLimits limits) {
        this(SETTINGS, list.storage(), Bounds.NONE, Events.NONE, limits);
    }

    TestServer(OriginalStatusCodes statusCodes) {
        this(settings(statusCodes, Authentication.AUTHORIZATION, ""), new InMemoryStorage(), Bounds.NONE, Events.NONE,
                SlowClientLimits.DEFAULT);
    }

    /** With the token in another header, and all routes below a path. */
    TestServer(String tokenHeader, String basePath) {
        this(settings(OriginalStatusCodes.CORRECTED, tokenHeader, basePath), new InMemoryStorage(), Bounds.NONE,
                Events.NONE, SlowClientLimits.DEFAULT);
    }

    private TestServer(HttpSettings settings, Storage storage, Bounds bounds, Events events,
            SlowClientLimits limits) {
        this.isDescribed = settings.basePath().isEmpty() && settings.tokenHeader().equals(Authentication.AUTHORIZATION);
        this.storage = storage;
        stencil = Stencil.builder(Stores.readyWhile(storage, this::isReady), new Fakes.Hasher(), tokens)
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .events(events)
                .passwordRules(new PasswordRules(1, Set.of("123456")))
                .registrationsPerHour(bounds.registrations())
                .templatesPerAccount(bounds.templates())
                .callers(WORKERS)
                .withoutSweep()
                .build();
        server = new HttpServer(settings, stencil, stencil::isReady, limits);
    }

    private static HttpSettings settings(OriginalStatusCodes statusCodes, String tokenHeader, String basePath) {
        return new HttpSettings(
                "127.0.0.1", 0, statusCodes, 1000, 100_000, CORS, WORKERS, Duration.ofSeconds(75), PROXIES,
                tokenHeader, basePath);
    }

    /** How many templates an account may have, and how many accounts an address may ask for within an hour. */
    record Bounds(int templates, int registrations) {
        static final Bounds NONE = new Bounds(ManageTemplates.UNLIMITED, RegistrationLimiter.OFF);
        static final Bounds ONE_REGISTRATION = new Bounds(ManageTemplates.UNLIMITED, 1);

        static Bounds ofTemplates(int templates) {
            return new Bounds(templates, RegistrationLimiter.OFF);
        }
    }

    /** Limits that no client is too slow for. */
    static SlowClientLimits patient(int connections, long heldBytes) {
        Duration minute = Duration.ofMinutes(1);
        return new SlowClientLimits(
                minute, minute, Duration.ofSeconds(20), minute, minute, minute, connections, heldBytes);
    }

    private boolean isReady() {
        if (failing.get()) {
            throw new StackOverflowError("of the test");
        }
        return ready.get();
    }

    int port() {
        return server.address().getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(Duration.ofSeconds(20));
    }

    Response send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        Response answer = Response.of(CLIENT.sendAsync(request, BodyHandlers.ofString()).join());
        if (isDescribed) {
            DescriptionCheck.check(request.method(), request.uri().getRawPath(), answer);
        }
        return answer;
    }

    /** Opens a connection for raw requests. */
    RawConnection connect() throws IOException {
        return new RawConnection(port(), isDescribed);
    }

    /** Sends a raw request on a connection of its own. */
    Response ask(String request) throws IOException {
        try (RawConnection connection = connect()) {
            return connection.answerTo(request);
        }
    }

    /** @param headers each with its line end */
    Response ask(String method, String path, String headers, String body) throws IOException {
        return ask(RawConnection.request(method, path, headers, body));
    }

    Response get(String path, String user) {
        return send(request(path).header("Authorization", "Bearer token:" + user));
    }

    Response post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Response post(String path, String user, String json) {
        return send(request(path)
                .header("Authorization", "Bearer token:" + user)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    void register(String name) {
        stencil.registerUser().register(name, "secret", Client.at("127.0.0.1"));
    }

    /** This server, with accounts of these names. */
    TestServer with(String... names) {
        Stream.of(names).forEach(this::register);
        return this;
    }

    void disable(String name) {
        stencil.manageAccounts().disable(Actor.COMMAND_LINE, idOf(name));
    }

    void makeAdmin(String name) {
        stencil.manageAccounts().setRoles(Actor.COMMAND_LINE, idOf(name), List.of(Roles.ADMIN));
    }

    /** A token to set a new password with. */
    String beginReset(String name) {
        return stencil.manageAccounts().beginReset(Actor.COMMAND_LINE, idOf(name)).token().text();
    }

    Id idOf(String name) {
        return stencil.manageAccounts().find(Actor.COMMAND_LINE, name).id();
    }

    @Override
    public void close() {
        server.close();
        stencil.close();
    }
}

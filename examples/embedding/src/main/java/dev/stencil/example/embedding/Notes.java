package dev.stencil.example.embedding;

import com.sun.net.httpserver.*;
import dev.stencil.adapter.jwt.*;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.core.domain.*;
import dev.stencil.core.port.*;
import dev.stencil.core.usecase.*;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.util.*;

/** A notebook for everybody: accounts, passwords, tokens and storage are Stencil's, the rest is this page. */
public record Notes(RegisterUser registerUser, SignIn signIn, Authenticate callers, ManageTemplates notes) {
    public static void addTo(HttpServer server, Storage storage, SigningSecret secret) {
        var clock = InstantSource.system();
        var tokens = new JwtTokens(secret, Duration.ofHours(1), clock);
        var guesses = new GuessLimiter(GuessLimits.DEFAULT, clock);
        var passwords = new Passwords(new Argon2PasswordHasher(), new HashingPool(), guesses);
        var rules = new PasswordRules(8, Set.of());
        var registrations = new RegistrationLimiter(300, clock);
        var sessions = SessionLimits.DEFAULT;
        server.createContext("/", new Notes(
                new RegisterUser(storage, passwords, rules, registrations, clock, Events.NONE),
                new SignIn(storage, passwords, tokens, sessions, clock, Events.NONE),
                new Authenticate(tokens, new LiveSessions(storage, sessions, clock)),
                new ManageTemplates(storage.templates(), clock))::serve);
    }

    private void serve(HttpExchange http) throws IOException {
        String body = new String(http.getRequestBody().readNBytes(500_000), StandardCharsets.UTF_8);
        String name = Objects.toString(http.getRequestURI().getQuery(), "").replaceFirst("^name=", "");
        String token = Objects.toString(http.getRequestHeaders().getFirst("Authorization"), "").replace("Bearer ", "");
        Client client = Client.at(http.getRemoteAddress().getHostString());
        int status = 200;
        String answer;
        try {
            answer = switch (http.getRequestMethod() + " " + http.getRequestURI().getPath()) {
                case "POST /register" -> registerUser.register(name, body, client).hex();
                case "POST /login" -> signIn.signIn(name, body, client).accessToken().text();
                case "POST /notes" ->
                    notes.create(callers.user(token).id(), Content.of(body, ContentLimits.DEFAULT)).id().hex();
                case "GET /notes" -> notes.list(callers.user(token).id(), null, 100).items().stream()
                        .map(note -> note.content().value() + "\n").reduce("", String::concat);
                default -> throw new Failure.NotFound();
            };
        } catch (Failure failure) {
            answer = String.valueOf(failure.getMessage());
            status = switch (failure) {
                case Failure.Invalid invalid -> 400;
                case Failure.Unauthenticated unauthenticated -> 401;
                case Failure.NotFound notFound -> 404;
                case Failure.Conflict conflict -> 409;
                case Failure.StaleVersion stale -> 412;
                case Failure.QuotaExceeded quota -> 403;
                case Failure.TooLarge tooLarge -> 413;
                case Failure.TooManyAttempts tooManyAttempts -> 429;
                case Failure.Unavailable unavailable -> 503;
            };
        }
        HttpHandlers.of(status, Headers.of("Content-Type", "text/plain; charset=utf-8"), answer).handle(http);
    }
}

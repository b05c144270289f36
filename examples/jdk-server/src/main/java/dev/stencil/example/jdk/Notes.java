package dev.stencil.example.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandlers;
import com.sun.net.httpserver.HttpServer;
import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.port.Storage;
import dev.stencil.core.usecase.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A notebook for everybody: accounts, passwords, tokens and storage are Stencil's, the rest is this page. */
public final class Notes {
    private final Stencil stencil;

    private Notes(Stencil stencil) {
        this.stencil = stencil;
    }

    /** Puts a notebook on the server. What is returned is to be closed when the server has stopped. */
    public static Stencil addTo(HttpServer server, Storage storage, SigningSecret secret) {
        Stencil stencil = Stencil.builder(
                storage, new Argon2PasswordHasher(), JwtTokens.builder(secret).build())
                .build();
        addTo(server, stencil);
        return stencil;
    }

    /** Puts a notebook on the server. */
    public static void addTo(HttpServer server, Stencil stencil) {
        server.createContext("/", new Notes(stencil)::serve);
    }

    private void serve(HttpExchange http) throws IOException {
        int status = 200;
        String answer;
        try {
            answer = answer(http);
        } catch (Failure failure) {
            answer = String.valueOf(failure.getMessage());
            status = statusOf(failure);
        }
        HttpHandlers.of(status, Headers.of("Content-Type", "text/plain; charset=utf-8"), answer).handle(http);
    }

    private String answer(HttpExchange http) throws IOException {
        String body = new String(http.getRequestBody().readNBytes(500_000), StandardCharsets.UTF_8);
        String name = Objects.toString(http.getRequestURI().getQuery(), "").replaceFirst("^name=", "");
        Client client = Client.at(http.getRemoteAddress().getHostString());
        return switch (http.getRequestMethod() + " " + http.getRequestURI().getPath()) {
            case "POST /register" -> stencil.registerUser().register(name, body, client).hex();
            case "POST /login" -> stencil.signIn().signIn(name, body, client).accessToken().text();
            case "POST /logout" -> logOut(caller(http));
            case "POST /notes" -> add(caller(http), body);
            case "GET /notes" -> list(caller(http));
            default -> throw new Failure.NotFound();
        };
    }

    private Caller caller(HttpExchange http) {
        String header = Objects.toString(http.getRequestHeaders().getFirst("Authorization"), "");
        Client client = Client.at(http.getRemoteAddress().getHostString());
        return stencil.authenticate().caller(header.replace("Bearer ", ""), client);
    }

    private String logOut(Caller caller) {
        stencil.manageSessions().endCurrent(caller);
        return "";
    }

    private String add(Caller owner, String note) {
        return stencil.manageTemplates()
                .create(owner.id(), Content.of(note, ContentLimits.DEFAULT))
                .id()
                .hex();
    }

    private String list(Caller owner) {
        StringBuilder notes = new StringBuilder();
        stencil.manageTemplates().list(owner.id(), null, 100).items()
                .forEach(note -> notes.append(note.content().value()).append('\n'));
        return notes.toString();
    }

    /** Has no {@code default}: a kind of failure that a later version adds does not compile until it has a status. */
    private static int statusOf(Failure failure) {
        return switch (failure) {
            case Failure.Invalid invalid -> 400;
            case Failure.Unauthenticated unauthenticated -> 401;
            case Failure.AccountDisabled disabled -> 403;
            case Failure.Forbidden forbidden -> 403;
            case Failure.LastAdmin last -> 409;
            case Failure.NotFound notFound -> 404;
            case Failure.Conflict conflict -> 409;
            case Failure.StaleVersion stale -> 412;
            case Failure.QuotaExceeded quota -> 403;
            case Failure.TooLarge tooLarge -> 413;
            case Failure.TooManyAttempts tooManyAttempts -> 429;
            case Failure.Unavailable unavailable -> 503;
        };
    }
}

package dev.stencil.adapter.http;

import dev.stencil.adapter.http.TestServer.Bounds;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Provokes each answer that is described, on a server of its own, with the request that is described. */
final class DescribedAnswers implements AutoCloseable {
    static final String PASSWORD = "correct horse";
    private static final String TOO_MUCH = " ".repeat(200_000);
    static final String NO_ID = "0".repeat(24);

    private final BusyServer busy;

    DescribedAnswers() throws Exception {
        busy = new BusyServer();
    }

    /** The status of an answer to an operation that should have that {@code status}. */
    int answer(DescribedOperation operation, String body, int status) throws Exception {
        if (status == 400) {
            return answerToBadFraming(operation);
        }
        if (status == 503 && !operation.id().equals("checkReadiness")) {
            return busy.server.send(request(busy.server, operation, body, NO_ID, status)).status();
        }
        try (TestServer server = new TestServer(bounds(operation, status))) {
            ServerState state = new ServerState(server, operation, body);
            state.prepare(status);
            server.ready.set(status != 503);
            server.tokens.failing.set(status == 500);
            return server.send(request(server, operation, state.body(), state.id(), status)).status();
        }
    }

    private static Bounds bounds(DescribedOperation operation, int status) {
        if (status == 403) {
            return Bounds.ofTemplates(1);
        }
        return status == 429 && operation.id().equals("registerUser") ? Bounds.ONE_REGISTRATION : Bounds.NONE;
    }

    private int answerToBadFraming(DescribedOperation operation) throws Exception {
        try (RawConnection connection = busy.server.connect()) {
            connection.send(operation.method() + ' ' + path(operation, NO_ID, 400)
                    + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n");
            return connection.answer().status();
        }
    }

    static HttpRequest.Builder request(
            TestServer server, DescribedOperation operation, String body, String id, int status) {
        HttpRequest.Builder request = server.request(path(operation, id, status))
                .method(operation.method(), BodyPublishers.ofString(body(body, status)));
        operation.mediaType().ifPresent(
                type -> request.header("Content-Type", status == 415 ? "text/plain" : type));
        if (operation.isSecured() && status != 401) {
            request.header("Authorization", "Bearer " + token(operation, status));
        }
        return switch (status) {
            case 304 -> request.header("If-None-Match", "*");
            case 406 -> request.header("Accept", "text/html");
            case 412 -> request.header("If-Match", "\"7\"");
            default -> request;
        };
    }

    private static String path(DescribedOperation operation, String id, int status) {
        return operation.path()
                .replace("{id}", status == 404 ? NO_ID : id)
                .replace("{file}", status == 404 ? "nothing" : "docs.js");
    }

    private static String body(String body, int status) {
        return switch (status) {
            case 401 -> body.replace(PASSWORD, "wrong");
            case 413 -> TOO_MUCH;
            case 500 -> body.replace(PASSWORD, "fault");
            default -> body;
        };
    }

    private static String token(DescribedOperation operation, int status) {
        boolean resource = operation.path().startsWith("/api/v1/");
        return switch (status) {
            case 404 -> resource ? "token:ada" : "token:nobody";
            case 422 -> "bad:SIGNATURE";
            case 500 -> "fault";
            default -> "token:ada";
        };
    }

    @Override
    public void close() throws IOException {
        busy.close();
    }
}

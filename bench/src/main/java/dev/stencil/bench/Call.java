package dev.stencil.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * HTTP request, and the status that its answer must have.
 *
 * @param body empty if there is none; {@link #NUMBER} in it stands for 16 digits that differ each time it is sent
 */
record Call(String method, String path, Map<String, String> headers, String body, int status) {
    /** As long as the digits that take its place. */
    static final String NUMBER = "@@@@@@@@@@@@@@@@";

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** On a busy machine a password may wait too long for its hash. */
    private static final int ATTEMPTS = 10;
    private static final int UNAVAILABLE = 503;

    static Call get(String path, int status) {
        return new Call("GET", path, Map.of(), "", status);
    }

    static Call json(String method, String path, String body, int status) {
        return new Call(method, path, Map.of("Content-Type", "application/json"), body, status);
    }

    Call with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Call(method, path, more, body, status);
    }

    /**
     * Sends it once, outside of what is measured, and again while it is answered with 503.
     *
     * @return the body of the answer
     * @throws IOException if the answer has another status than it must have
     */
    String send(Server server) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        for (int i = 1; i < ATTEMPTS && answer.statusCode() == UNAVAILABLE; i++) {
            TimeUnit.SECONDS.sleep(1);
            answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        }
        if (answer.statusCode() != status) {
            throw new IOException(method + ' ' + path + " was answered with " + answer.statusCode());
        }
        return answer.body();
    }
}

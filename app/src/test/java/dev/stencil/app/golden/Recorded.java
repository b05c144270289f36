package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request of the recording and what the original answered.
 *
 * @param headers may hold {@code <name>} for a token, like the path
 * @param body as it is noted, if the request has one
 */
record Recorded(
        String name,
        String method,
        String path,
        Map<String, String> headers,
        Optional<String> body,
        Reply answer) {

    static List<Recorded> all() {
        try (InputStream file = Objects.requireNonNull(Recorded.class.getResourceAsStream("golden.json"))) {
            JsonNode recording = Reply.json(new String(file.readAllBytes(), UTF_8));
            return recording.get("cases").valueStream().map(Recorded::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recorded of(JsonNode recorded) {
        JsonNode request = recorded.get("request");
        Map<String, String> headers = new LinkedHashMap<>();
        request.get("headers").properties()
                .forEach(header -> headers.put(header.getKey(), header.getValue().asString()));
        Reply answer = new Reply(
                recorded.get("status").asInt(),
                Reply.mediaType(recorded.get("content_type").asString()),
                recorded.get("headers").path("allow").asString(""),
                recorded.get("body"),
                Optional.ofNullable(recorded.get("token")).map(Recorded::withoutOrder));
        return new Recorded(
                recorded.get("name").asString(),
                request.get("method").asString(),
                request.get("path").asString(),
                headers,
                Optional.ofNullable(request.get("body")).map(JsonNode::asString),
                answer);
    }

    /** The order of claims is noted, too, and means nothing. */
    private static JsonNode withoutOrder(JsonNode token) {
        ((ObjectNode) token).remove("claim_order");
        return token;
    }

    /** @param tokens puts tokens in the place of their names */
    byte[] request(UnaryOperator<String> tokens) {
        byte[] sent = body.map(RecordedBody::bytes).orElse(new byte[0]);
        boolean chunked = headers.containsKey("Transfer-Encoding");
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(tokens.apply(path)).append(" HTTP/1.1\r\n");
        head.append("Host: localhost\r\nConnection: close\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + tokens.apply(value) + "\r\n"));
        if (!chunked && (body.isPresent() || method.startsWith("P"))) {
            head.append("Content-Length: ").append(sent.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((head + "\r\n").getBytes(ISO_8859_1));
        request.writeBytes(chunked ? inTwoChunks(sent) : sent);
        return request.toByteArray();
    }

    private static byte[] inTwoChunks(byte[] body) {
        int middle = body.length / 2;
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (byte[] half : List.of(Arrays.copyOf(body, middle), Arrays.copyOfRange(body, middle, body.length))) {
            chunks.writeBytes((Integer.toHexString(half.length) + "\r\n").getBytes(ISO_8859_1));
            chunks.writeBytes(half);
            chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return chunks.toByteArray();
    }
}

package dev.stencil.adapter.http.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Response to a request.
 *
 * @param headers by name
 * @param body its parts, at least one, asked for one after the other as the client takes them; asking may take a while,
 *     and a failure after the first part cuts the connection
 */
public record Answer(int status, Map<String, String> headers, Iterator<ByteBuffer> body) {
    /** An answer of one part. */
    public static Answer of(int status, String contentType, byte[] body) {
        return of(status, contentType, List.of(ByteBuffer.wrap(body)).iterator());
    }

    public static Answer of(int status, String contentType, Iterator<ByteBuffer> body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    public static Answer text(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer that has no body by its nature: 204 or 304. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), List.of(ByteBuffer.allocate(0)).iterator());
    }

    public Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body);
    }

    public Answer with(String name, String value) {
        return with(Map.of(name, value));
    }
}

package dev.stencil.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request, and the status that its answer must have.
 *
 * @param body empty if there is none; {@link #NUMBER} in it becomes another 16 digits each time it is sent
 */
public record Call(String method, String path, Map<String, String> headers, String body, int status) {
    /** Of the length of what takes its place. */
    public static final String NUMBER = "@@@@@@@@@@@@@@@@";

    public static Call get(String path, int status) {
        return new Call("GET", path, Map.of(), "", status);
    }

    public static Call json(String method, String path, String body, int status) {
        return new Call(method, path, Map.of("Content-Type", "application/json"), body, status);
    }

    public Call with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Call(method, path, Map.copyOf(more), body, status);
    }

    /** As HTTP/1.1 has it on the wire. */
    String text(String host) {
        StringBuilder text = new StringBuilder(method + ' ' + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        new TreeMap<>(headers).forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        if (!body.isEmpty()) {
            text.append("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
        }
        return text.append("\r\n").append(body).toString();
    }
}

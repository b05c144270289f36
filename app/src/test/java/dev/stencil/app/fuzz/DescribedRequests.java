package dev.stencil.app.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes requests from the description of the API: every route that is in it, with what is known and with oddities. */
record DescribedRequests(List<Operation> operations, Dice dice, Known known) {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND");
    private static final List<String> HEADERS = List.of(
            "Accept", "Content-Type", "Content-Encoding", "If-Match", "If-None-Match", "If-Modified-Since", "Range",
            "X-Request-Id", "X-Forwarded-For", "X-HTTP-Method-Override", "Origin", "Cookie", "Authorization", "TE",
            "Access-Control-Request-Method", "User-Agent", "Upgrade", "Via");
    /** Stands for JSON that no tree can hold. */
    private static final String HOLE = "@hole@";

    Probe next() {
        Operation operation = operation();
        boolean otherMethod = dice.in100(5);
        StringBuilder head = new StringBuilder();
        head.append(otherMethod ? dice.oneOf(METHODS) : operation.method()).append(' ');
        head.append(target(operation)).append(" HTTP/1.1\r\nHost: localhost\r\n");
        authorize(operation, head);
        for (Operation.Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("header") && dice.in100(30)) {
                head.append(parameter.name() + ": " + value(parameter) + "\r\n");
            }
        }
        while (dice.in100(20)) {
            head.append(dice.oneOf(HEADERS) + ": " + dice.oneOf(Oddities.TEXTS) + "\r\n");
        }
        byte[] body = body(operation);
        if (body.length > 0 || !operation.types().isEmpty()) {
            head.append("Content-Type: " + type(operation) + "\r\n");
        }
        byte[] request = framed(head, body);
        return new Probe(request, true, otherMethod ? Set.of() : operation.statuses());
    }

    /** Seldom one that always answers the same. */
    private Operation operation() {
        Operation operation = dice.oneOf(operations);
        boolean dull = !operation.secured() && operation.bodies().isEmpty();
        return dull && dice.in100(80) ? operation() : operation;
    }

    private String target(Operation operation) {
        String path = operation.path();
        String separator = "?";
        StringBuilder query = new StringBuilder();
        for (Operation.Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                String value = value(parameter);
                // An empty segment would be another address.
                path = path.replace("{" + parameter.name() + "}", value.isEmpty() ? "-" : encoded(value));
            } else if (parameter.in().equals("query") && dice.in100(50)) {
                query.append(separator).append(parameter.name()).append('=').append(encoded(value(parameter)));
                separator = "&";
            }
        }
        if (dice.in100(4)) {
            query.append(separator).append(encoded(dice.oneOf(Oddities.TEXTS)));
        }
        return path + query;
    }

    /** Most of what was given out, some of what is described, and something else. */
    private String value(Operation.Parameter parameter) {
        if (dice.in100(15)) {
            return dice.oneOf(Oddities.TEXTS);
        }
        return known.value(parameter.name(), dice)
                .filter(value -> dice.in100(90))
                .orElseGet(() -> dice.oneOf(parameter.samples().isEmpty() ? Oddities.TEXTS : parameter.samples()));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private void authorize(Operation operation, StringBuilder head) {
        if (dice.in100(operation.secured() ? 92 : 10)) {
            String token = known.value("access_token", dice).orElseThrow();
            int cut = dice.in100(5) ? dice.below(token.length()) : token.length();
            head.append("Authorization: Bearer ").append(token, 0, cut).append("\r\n");
        }
    }

    private String type(Operation operation) {
        return operation.types().isEmpty() || dice.in100(3)
                ? dice.oneOf(Oddities.TEXTS)
                : dice.oneOf(operation.types());
    }

    private byte[] body(Operation operation) {
        if (operation.bodies().isEmpty()) {
            return dice.in100(5) ? dice.oneOf(Oddities.JSON).getBytes(UTF_8) : new byte[0];
        }
        if (dice.in100(5)) {
            return dice.oneOf(Oddities.JSON).getBytes(UTF_8);
        }
        JsonNode body = dice.oneOf(operation.bodies()).deepCopy();
        if (!(body instanceof ObjectNode object)) {
            return body.toString().getBytes(UTF_8);
        }
        List<String> names = List.copyOf(object.propertyNames());
        for (String name : names) {
            if (object.get(name).isString() && dice.in100(70)) {
                known.value(name, dice).ifPresent(value -> object.put(name, value));
            }
        }
        return changed(object, names).getBytes(UTF_8);
    }

    private String changed(ObjectNode body, List<String> names) {
        if (!names.isEmpty() && dice.in100(30)) {
            body.put(dice.oneOf(names), HOLE);
        }
        if (!names.isEmpty() && dice.in100(8)) {
            body.remove(dice.oneOf(names));
        }
        if (dice.in100(12)) {
            body.put(dice.oneOf(Oddities.MEMBERS), HOLE);
        }
        String text = body.toString();
        while (text.contains('"' + HOLE + '"')) {
            int hole = text.indexOf('"' + HOLE + '"');
            text = text.substring(0, hole) + dice.oneOf(Oddities.JSON) + text.substring(hole + HOLE.length() + 2);
        }
        return text;
    }

    private byte[] framed(StringBuilder head, byte[] body) {
        String text = new String(body, ISO_8859_1);
        if (dice.in100(10)) {
            int half = text.length() / 2;
            head.append("Transfer-Encoding: chunked\r\n\r\n");
            chunk(head, text.substring(0, half));
            chunk(head, text.substring(half));
            head.append("0\r\n\r\n");
        } else {
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n").append(text);
        }
        return head.toString().getBytes(ISO_8859_1);
    }

    private static void chunk(StringBuilder out, String text) {
        if (!text.isEmpty()) {
            out.append(Integer.toHexString(text.length())).append("\r\n").append(text).append("\r\n");
        }
    }
}

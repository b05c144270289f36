package dev.stencil.adapter.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Check of answers against the description of the API: it must have their status, headers, media type and body. */
final class DescriptionCheck {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "content-type", "date", "transfer-encoding");

    private final Response answer;
    private final List<String> faults = new ArrayList<>();

    private DescriptionCheck(Response answer) {
        this.answer = answer;
    }

    /**
     * @param path without the query
     * @throws AssertionError unless the answer is described
     */
    static void check(String method, String path, Response answer) {
        DescriptionNode responses = DescribedOperation.answering(method, path)
                .filter(operation -> !wasUnreadable(answer))
                .map(DescribedOperation::responses)
                .orElseGet(() -> DescriptionNode.ROOT.member("x-other-requests").member("responses"));
        DescriptionCheck check = new DescriptionCheck(answer);
        responses.find(Integer.toString(answer.status())).ifPresentOrElse(response -> {
            check.checkHeaders(response);
            // A raw connection reads only the head of an answer in chunks.
            boolean isUnread =
                    answer.status() == 200 && answer.body().isEmpty() && answer.header("Content-Length").isEmpty();
            if (!method.equals("HEAD") && !isUnread) {
                check.checkBody(response, answer.body());
            }
        }, () -> check.faults.add("is a status too many"));
        if (!check.faults.isEmpty()) {
            throw new AssertionError("Not as described: " + method + ' ' + path + ": " + answer + ": " + check.faults);
        }
    }

    /** Whether the request was refused before its route was known. */
    private static boolean wasUnreadable(Response answer) {
        return List.of(408, 414, 431, 505).contains(answer.status())
                || (answer.status() == 400 && answer.body().matches(".*\"code\":\"malformed_(request|path)\".*"));
    }

    private void checkHeaders(DescriptionNode response) {
        List<DescriptionNode> headers = Stream.of(response, DescriptionNode.ROOT.member("x-any-answer"))
                .flatMap(node -> node.find("headers").stream())
                .toList();
        headers.forEach(this::checkValues);
        Set<String> described = headers.stream()
                .flatMap(DescriptionNode::names)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        answer.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !described.contains(name) && !OF_THE_CONNECTION.contains(name))
                .forEach(name -> faults.add("has a header too many: " + name));
    }

    private void checkValues(DescriptionNode headers) {
        headers.names().forEach(name -> {
            DescriptionNode header = headers.member(name);
            DescriptionNode schema = header.member("schema");
            String value = answer.header(name);
            if (!value.isEmpty()) {
                boolean number = schema.json().path("type").asString("").equals("integer");
                schema.faults(number ? json(value) : text(value)).forEach(fault -> faults.add(name + ": " + fault));
            } else if (header.json().path("required").asBoolean(false)) {
                faults.add("lacks the header " + name);
            }
        });
    }

    private void checkBody(DescriptionNode response, String body) {
        String type = answer.header("Content-Type");
        if (response.find("content").isEmpty()) {
            if (!body.isEmpty()) {
                faults.add("has a body");
            }
            return;
        }
        response.member("content").find(type).ifPresentOrElse(media -> {
            JsonNode value = type.endsWith("json") ? json(body) : text(body);
            media.find("schema")
                    .ifPresent(schema -> schema.faults(value).forEach(fault -> faults.add(fault.toString())));
            checkCode(response, value.path("code"));
        }, () -> faults.add("is of a type too many: " + type));
    }

    /** The description of the response must name the code of a problem. */
    private void checkCode(DescriptionNode response, JsonNode code) {
        String words = response.json().path("description").asString("");
        if (code.isString() && !words.contains('`' + code.stringValue() + '`')) {
            faults.add("has a code too many: " + code);
        }
    }

    private JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            faults.add("is not JSON");
            return text(text);
        }
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }
}

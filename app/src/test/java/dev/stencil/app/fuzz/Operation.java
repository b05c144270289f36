package dev.stencil.app.fuzz;

import dev.stencil.adapter.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A method of a route as the description of the API has it.
 *
 * @param types the media types of its body, none if it has no body
 * @param bodies that are shown as examples
 */
record Operation(
        String method,
        String path,
        boolean secured,
        List<Parameter> parameters,
        List<String> types,
        List<JsonNode> bodies,
        Set<String> statuses) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** @param samples values that it may have, as far as the description tells */
    record Parameter(String name, String in, List<String> samples) {}

    /** Those of all routes. */
    static List<Operation> all() {
        JsonNode root = read();
        return root.get("paths").propertyStream()
                .flatMap(path -> path.getValue().propertyStream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .map(method -> of(root, path, method)))
                .toList();
    }

    private static JsonNode read() {
        try (InputStream in =
                Objects.requireNonNull(HttpServer.class.getResourceAsStream("description/openapi.json"))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation of(JsonNode root, Map.Entry<String, JsonNode> path, Map.Entry<String, JsonNode> method) {
        JsonNode operation = method.getValue();
        List<JsonNode> types = Stream.of(operation.path("requestBody"))
                .flatMap(body -> resolved(root, body).path("content").valueStream())
                .toList();
        return new Operation(
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                !operation.path("security").isEmpty(),
                Stream.of(path.getValue(), operation)
                        .flatMap(holder -> holder.path("parameters").valueStream())
                        .map(parameter -> parameter(root, resolved(root, parameter)))
                        .toList(),
                resolved(root, operation.path("requestBody")).path("content").propertyStream().map(Map.Entry::getKey)
                        .toList(),
                types.stream()
                        .flatMap(type -> type.path("examples").valueStream())
                        .map(example -> resolved(root, example).get("value"))
                        .toList(),
                operation.get("responses").propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet()));
    }

    private static Parameter parameter(JsonNode root, JsonNode parameter) {
        JsonNode schema = resolved(root, parameter.path("schema"));
        List<String> samples = Stream.of(
                schema.path("enum").valueStream(), schema.path("examples").valueStream(),
                Stream.of("default", "minimum", "maximum").map(schema::path), Stream.of(parameter.path("example")))
                .flatMap(values -> values)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asString)
                .toList();
        return new Parameter(parameter.get("name").stringValue(), parameter.get("in").stringValue(), samples);
    }

    private static JsonNode resolved(JsonNode root, JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isString() ? root.at(reference.stringValue().substring(1)) : node;
    }
}

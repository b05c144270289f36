package dev.stencil.adapter.http;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Node of the OpenAPI description. References are followed. */
record DescriptionNode(JsonPointer pointer) {
    private static final String ADDRESS = "https://stencil.test/openapi.json";
    private static final String TEXT = read("/dev/stencil/adapter/http/description/openapi.json");
    private static final JsonNode DOCUMENT = JsonMapper.shared().readTree(TEXT);
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDialect(Dialects.getDraft202012(), registry -> registry.schemas(Map.of(ADDRESS, TEXT)));

    static final DescriptionNode ROOT = new DescriptionNode(JsonPointer.empty());

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(DescriptionNode.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode json() {
        return DOCUMENT.at(pointer);
    }

    Optional<DescriptionNode> find(String name) {
        return json().has(name)
                ? Optional.of(new DescriptionNode(pointer.appendProperty(name)).followed())
                : Optional.empty();
    }

    /** The node that this refers to, or this one if it is no reference. */
    DescriptionNode followed() {
        JsonNode reference = json().path("$ref");
        return reference.isString()
                ? new DescriptionNode(JsonPointer.compile(reference.stringValue().substring(1)))
                : this;
    }

    DescriptionNode member(String name) {
        return find(name).orElseThrow(() -> new AssertionError("no " + name + " at " + pointer));
    }

    /** The names of the members; none if there is no such node. */
    Stream<String> names() {
        return json().propertyStream().map(Map.Entry::getKey);
    }

    /** This node and all below it; references are not followed. */
    Stream<DescriptionNode> all() {
        Stream<JsonPointer> within = json().isArray()
                ? IntStream.range(0, json().size()).mapToObj(pointer::appendIndex)
                : names().map(pointer::appendProperty);
        return Stream.concat(Stream.of(this), within.flatMap(next -> new DescriptionNode(next).all()));
    }

    /** The faults of a value by the schema at this node. */
    List<Error> faults(JsonNode value) {
        return SCHEMAS.getSchema(SchemaLocation.of(ADDRESS + "#" + pointer)).validate(value);
    }

    @Override
    public String toString() {
        return pointer.toString();
    }
}

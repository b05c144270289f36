package dev.stencil.adapter.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Operation of the OpenAPI description: a method of a path. */
record DescribedOperation(String method, String path, DescriptionNode node) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final DescriptionNode PATHS = DescriptionNode.ROOT.member("paths");
    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");

    static Stream<String> paths() {
        return PATHS.names();
    }

    static Stream<DescribedOperation> all() {
        return paths().flatMap(path -> METHODS.stream().sorted().flatMap(method -> of(method, path).stream()));
    }

    private static Optional<DescribedOperation> of(String method, String path) {
        return PATHS.member(path).find(method.toLowerCase(Locale.ROOT))
                .map(node -> new DescribedOperation(method, path, node));
    }

    static DescribedOperation of(String id) {
        return all().filter(operation -> operation.id().equals(id)).findFirst().orElseThrow();
    }

    /** The operation that answers a request; HEAD is answered like GET. */
    static Optional<DescribedOperation> answering(String method, String path) {
        String described = method.equals("HEAD") ? "GET" : method;
        return all().filter(operation -> operation.method.equals(described) && operation.isAt(path)).findFirst();
    }

    private boolean isAt(String actual) {
        return Pattern.matches("\\Q" + PARAMETER.matcher(path).replaceAll("\\\\E[^/]+\\\\Q") + "\\E", actual);
    }

    String id() {
        return node.json().path("operationId").stringValue();
    }

    DescriptionNode responses() {
        return node.member("responses");
    }

    boolean isSecured() {
        return !node.json().path("security").isEmpty();
    }

    /** The media type of the request's body, if there is one. */
    Optional<String> mediaType() {
        return node.find("requestBody").flatMap(body -> body.member("content").names().findFirst());
    }

    /** A body that the description shows, as JSON; empty if it takes none. */
    String example() {
        return examples().findFirst().orElse("");
    }

    /** All bodies that the description shows. */
    Stream<String> examples() {
        return mediaType().stream().flatMap(type -> {
            DescriptionNode examples = node.member("requestBody").member("content").member(type).member("examples");
            return examples.names().map(name -> examples.member(name).member("value").json().toString());
        });
    }

    @Override
    public String toString() {
        return id();
    }
}

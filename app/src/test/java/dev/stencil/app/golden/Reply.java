package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is compared of an answer, in the form of the recording. What differs from run to run is a placeholder: {@code
 * <jwt>} for an access token, {@code <refresh>} for a refresh token, {@code <id>} for the request id that the header
 * X-Request-Id repeats.
 *
 * @param mediaType Content-Type without its parameters, or empty
 * @param allow the methods of the header Allow in alphabetical order, or empty
 * @param body a JSON value, or the text of a body of another type as a string
 * @param token what the access token in the body says, if there is one
 */
record Reply(int status, String mediaType, String allow, JsonNode body, Optional<JsonNode> token) {
    private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final Pattern RANDOM_UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Pattern REFRESH = Pattern.compile("[\\w-]{96}");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static Reply of(RawAnswer answer) {
        String mediaType = mediaType(answer.header("content-type").orElse(""));
        String allow = Arrays.stream(answer.header("allow").orElse("").split(",", -1))
                .map(String::strip)
                .sorted()
                .collect(Collectors.joining(", "));
        JsonNode body = body(mediaType, answer);
        Optional<JsonNode> token = Optional.ofNullable(body.get("access_token"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(JWT.asMatchPredicate())
                .map(Reply::shape);
        if (body instanceof ObjectNode object) {
            replace(object, "access_token", JWT, "<jwt>");
            replace(object, "refresh_token", REFRESH, "<refresh>");
            answer.header("x-request-id")
                    .ifPresent(id -> replace(object, "request_id", Pattern.compile(Pattern.quote(id)), "<id>"));
        }
        return new Reply(answer.status(), mediaType, allow, Shortened.json(body), token);
    }

    static String mediaType(String contentType) {
        return contentType.replaceFirst(";.*", "").strip();
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    private static JsonNode body(String mediaType, RawAnswer answer) {
        if (!mediaType.endsWith("json") || answer.body().isEmpty()) {
            return text(answer.body());
        }
        try {
            return json(answer.body());
        } catch (JacksonException e) {
            return text("NOT JSON: " + answer.body());
        }
    }

    private static void replace(ObjectNode object, String member, Pattern expected, String placeholder) {
        JsonNode value = object.get(member);
        if (value != null && value.isString() && expected.matcher(value.asString()).matches()) {
            object.put(member, placeholder);
        }
    }

    /** What an access token says; what Stencil adds to a token is left out. */
    private static JsonNode shape(String token) {
        String[] parts = token.split("\\.", -1);
        ObjectNode header = (ObjectNode) part(parts[0]);
        ObjectNode claims = (ObjectNode) part(parts[1]);
        header.remove("kid");
        claims.remove("uid");
        claims.remove("sid");
        claims.put("exp-iat", Math.toIntExact(claims.path("exp").asLong(0) - claims.path("iat").asLong(0)));
        for (String time : List.of("iat", "nbf", "exp")) {
            if (claims.path(time).isIntegralNumber()) {
                claims.put(time, "<int>");
            }
        }
        if (RANDOM_UUID.matcher(claims.path("jti").asString("")).matches()) {
            claims.put("jti", "<uuid>");
        }
        return JsonNodeFactory.instance.objectNode().set("header", header).set("claims", claims);
    }

    private static JsonNode part(String encoded) {
        return json(new String(HandMadeToken.decoded(encoded), UTF_8));
    }

    @Override
    public String toString() {
        String shown = body.isString() ? body.asString() : body.toString();
        return (status + " " + mediaType + (allow.isEmpty() ? "" : " [" + allow + "]") + " " + shown).strip()
                + token.map(claims -> " " + claims).orElse("");
    }
}

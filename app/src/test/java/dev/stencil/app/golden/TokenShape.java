package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an access token says, in the form of the recording; what Stencil adds to a token is left out. */
final class TokenShape {
    private static final Pattern RANDOM_UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private TokenShape() {}

    static JsonNode of(String token) {
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
        return Reply.json(new String(HandMadeToken.decoded(encoded), UTF_8));
    }
}

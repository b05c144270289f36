package dev.stencil.app.golden;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens that nobody was given, most of them wrong in one point.
 *
 * @param secret the server's
 */
record ForgedTokens(String secret) {
    private static final JsonMapper JSON = new JsonMapper();

    /** A token in the shape of the original's, with the server's secret. */
    String of(@Nullable Object subject) {
        return with(claims -> claims.put("sub", subject));
    }

    /** One of several tokens of one subject. */
    String of(String subject, String id) {
        return with(claims -> {
            claims.put("sub", subject);
            claims.put("jti", id);
        });
    }

    String named(String name) {
        long now = Instant.now().getEpochSecond();
        return switch (name) {
            case "valid-forged" -> of("alice");
            case "deleted" -> of("somebody who is not there");
            case "sub-null" -> of(null);
            case "sub-op" -> of(operator("$ne", null));
            case "sub-regex" -> of(operator("$regex", "^bo"));
            case "sub-badop" -> of(operator("$badop", 1));
            case "no-sub" -> with(claims -> claims.remove("sub"));
            case "expired" -> with(claims -> {
                claims.put("iat", now - 90_000);
                claims.put("nbf", now - 90_000);
                claims.put("exp", now - 3_600);
            });
            case "refresh" -> with(claims -> {
                claims.put("type", "refresh");
                claims.remove("fresh");
            });
            case "type-other" -> with(claims -> claims.put("type", "bogus"));
            case "no-type" -> with(claims -> claims.remove("type"));
            case "no-exp" -> with(claims -> claims.remove("exp"));
            case "exp-string" -> with(claims -> claims.put("exp", "x"));
            case "exp-null" -> with(claims -> claims.put("exp", null));
            case "minimal" -> with(claims -> claims.keySet().retainAll(List.of("sub")));
            case "nbf-future" -> with(claims -> claims.put("nbf", now + 3_600));
            case "iat-future" -> with(claims -> claims.put("iat", now + 3_600));
            case "aud" -> with(claims -> claims.put("aud", "x"));
            case "payload-list" -> HandMadeToken.hs256(secret, "[1]");
            case "payload-text" -> HandMadeToken.hs256(secret, "hello");
            case "othersecret" -> HandMadeToken.hs256("wrong", alice());
            case "hs512" -> HandMadeToken.hs512(secret, alice());
            case "none" -> HandMadeToken.unsigned(alice());
            default -> throw new IllegalArgumentException("no token has the name " + name);
        };
    }

    private static Map<String, @Nullable Object> operator(String name, @Nullable Object operand) {
        Map<String, @Nullable Object> operator = new LinkedHashMap<>();
        operator.put(name, operand);
        return operator;
    }

    private String with(Consumer<Map<String, @Nullable Object>> change) {
        Map<String, @Nullable Object> claims = claims();
        change.accept(claims);
        return HandMadeToken.hs256(secret, JSON.writeValueAsString(claims));
    }

    private static String alice() {
        return JSON.writeValueAsString(claims());
    }

    private static Map<String, @Nullable Object> claims() {
        long now = Instant.now().getEpochSecond();
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("fresh", false);
        claims.put("iat", now);
        claims.put("jti", "00000000-0000-4000-8000-000000000000");
        claims.put("type", "access");
        claims.put("sub", "alice");
        claims.put("nbf", now);
        claims.put("exp", now + 3_600);
        return claims;
    }
}

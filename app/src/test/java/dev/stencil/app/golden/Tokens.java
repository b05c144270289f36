package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The tokens that the recording speaks of by name. */
final class Tokens {
    private static final Pattern NAME = Pattern.compile("<([A-Za-z0-9-]+)>");

    /** The case in which somebody logs in and gets the token that is named after them. */
    private static final Map<String, String> LOGINS = Map.ofEntries(
            Map.entry("alice", "login/ok"),
            Map.entry("bob", "login/ok bob"),
            Map.entry("carol", "login/carol"),
            Map.entry("victim", "login/tenant victim"),
            Map.entry("attacker", "login/tenant attacker"),
            Map.entry("five", "login/username number 5"),
            Map.entry("list", "login/username list exact"),
            Map.entry("object", "login/username object exact"),
            Map.entry("nulluser", "login/username null, right password"),
            Map.entry("empty", "login/empty username"),
            Map.entry("unicode", "login/unicode"),
            Map.entry("nul", "login/NUL in username"),
            Map.entry("long4000", "login/username 4000 chars"),
            Map.entry("long7000", "login/username 7000 chars"));

    private final Map<String, Recorded> cases;
    private final ForgedTokens forged;
    private final Map<String, String> issued = new HashMap<>();

    Tokens(List<Recorded> cases, String secret) {
        this.cases = cases.stream().collect(Collectors.toMap(Recorded::name, Function.identity()));
        this.forged = new ForgedTokens(secret);
    }

    /** Remembers the token that the answer to a login holds, if it holds one. */
    void remember(Recorded login, RawAnswer answer) {
        if (login.name().startsWith("login/") && answer.status() == 200) {
            issued.put(login.name(), Reply.json(answer.body()).get("access_token").asString());
        }
    }

    /** Puts tokens in the place of their names. */
    String replaceNames(String text) {
        return NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement(named(name.group(1))));
    }

    private String named(String name) {
        return switch (name) {
            case "badsig" -> withBadSignature(named("alice"));
            case "tampered" -> ofBob(named("alice"));
            case "NONE-with-sig" -> withoutAlgorithm(named("alice"));
            default -> LOGINS.containsKey(name) ? ofLogin(LOGINS.get(name)) : forged.named(name);
        };
    }

    /** Where Stencil refuses a user that the original took: the token which the original would have issued. */
    private String ofLogin(String login) {
        Recorded recorded = Objects.requireNonNull(cases.get(login));
        JsonNode credentials = Reply.json(RecordedBody.text(recorded.body().orElseThrow()));
        String token = issued.get(login);
        return token == null ? forged.of(credentials.get("username")) : token;
    }

    private static String withBadSignature(String token) {
        String[] parts = token.split("\\.", -1);
        byte[] signature = HandMadeToken.decoded(parts[2]);
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= 1;
        }
        return parts[0] + "." + parts[1] + "." + HandMadeToken.encoded(signature);
    }

    private static String ofBob(String token) {
        String[] parts = token.split("\\.", -1);
        ObjectNode claims = (ObjectNode) Reply.json(new String(HandMadeToken.decoded(parts[1]), UTF_8));
        String changed = new JsonMapper().writeValueAsString(claims.put("sub", "bob"));
        return parts[0] + "." + HandMadeToken.encoded(changed) + "." + parts[2];
    }

    private static String withoutAlgorithm(String token) {
        return HandMadeToken.encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + token.substring(token.indexOf('.'));
    }
}

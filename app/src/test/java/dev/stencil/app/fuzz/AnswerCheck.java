package dev.stencil.app.fuzz;

import dev.stencil.app.golden.RawAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Check of an answer that holds for every request.
 *
 * @param secrets that no answer may hold
 */
record AnswerCheck(List<String> secrets) {
    /** Classes, stack traces, files, SQL, MongoDB, and names of what Stencil is made of. */
    private static final Pattern INTERNAL = Pattern.compile(
            "\\b(?:java|javax|jdk|sun|dev\\.stencil|io\\.undertow|org\\.xnio|tools\\.jackson|com\\.mongodb|org\\.bson"
                    + "|org\\.sqlite|com\\.nimbusds|org\\.bouncycastle)\\.[a-z]"
                    + "|[a-z](?:Exception|Error)\\b|\\.java\\b|\\bat [a-z]+\\.[a-z]|Caused by"
                    + "|/(?:tmp|root|home|var|usr|opt|proc|etc)/"
                    + "|\\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE)\\b[^.]*\\b(?:FROM|INTO|SET|WHERE|TABLE)\\b"
                    + "|(?i:sqlite|mongo|bson|e11000|argon2|undertow|xnio|jackson|nimbus|jdbc)|\\bstencil\\.(?:key|owner)");
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]*");

    List<String> faults(Probe probe, RawAnswer answer) {
        List<String> faults = new ArrayList<>();
        String all = answer.headers() + "\n" + answer.body();
        secrets.stream().filter(all::contains).forEach(secret -> faults.add("shows a secret"));
        if (answer.status() >= 500 && !isVersion(probe, answer)) {
            faults.add("is an error of the server");
        }
        if (answer.status() >= 400) {
            checkWords(probe, all, faults);
        }
        if (answer.header("content-type").orElse("").endsWith("json") && !answer.body().isEmpty()) {
            checkJson(answer, faults);
        } else if (answer.status() >= 400 && !answer.body().isEmpty()) {
            faults.add("is a problem in words that no program reads");
        }
        if (!probe.allows(answer.status())) {
            faults.add("has a status that is not described");
        }
        return faults;
    }

    /** What was asked in another version of HTTP may be answered with 505. */
    private static boolean isVersion(Probe probe, RawAnswer answer) {
        return answer.status() == 505 && !probe.text().matches("(?s)[^\r\n]* HTTP/1\\.[01]\r\n.*");
    }

    /** Words that the client has sent may come back. */
    private static void checkWords(Probe probe, String answer, List<String> faults) {
        String asked = probe.text().toLowerCase(Locale.ROOT);
        Matcher internal = INTERNAL.matcher(answer);
        while (internal.find()) {
            if (!asked.contains(internal.group().toLowerCase(Locale.ROOT))) {
                faults.add("shows something internal: " + internal.group());
            }
        }
    }

    private static void checkJson(RawAnswer answer, List<String> faults) {
        try {
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            if (answer.status() >= 400 && !isProblem(body, answer) && !body.path("msg").isString()) {
                faults.add("is a problem in neither dialect");
            }
        } catch (JacksonException e) {
            faults.add("is not JSON");
        }
    }

    private static boolean isProblem(JsonNode body, RawAnswer answer) {
        return body.path("status").asInt(0) == answer.status()
                && body.path("title").isString()
                && CODE.matcher(body.path("code").asString("")).matches()
                && body.path("request_id").asString("").equals(answer.header("x-request-id").orElse("none"));
    }
}

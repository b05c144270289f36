package dev.stencil.app.golden;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A line of the table: answers that differ from the recording on purpose, all in the same way.
 *
 * @param cases their names; {@code *} stands for any characters
 * @param settings the settings of the status codes in which they differ like this
 * @param answer what Stencil answers, but for the header Allow and what a token says: those never differ
 */
record Difference(List<String> cases, Set<OriginalStatusCodes> settings, Reply answer) {
    boolean covers(Recorded recorded, OriginalStatusCodes setting) {
        return settings.contains(setting) && cases.stream().anyMatch(name -> matches(name, recorded));
    }

    static boolean matches(String name, Recorded recorded) {
        String pattern = Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return recorded.name().matches(pattern);
    }

    /** What has to be answered to a request of the recording. */
    Reply answerTo(Recorded recorded) {
        Reply original = recorded.answer();
        Optional<JsonNode> token = answer.body().has("access_token") ? original.token() : Optional.empty();
        return new Reply(answer.status(), answer.mediaType(), original.allow(), answer.body(), token);
    }
}

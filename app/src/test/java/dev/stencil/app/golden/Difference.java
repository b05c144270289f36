package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A line of the table of intended differences, a document for people: answers that differ from the recording on
 * purpose, all in the same way.
 *
 * @param cases their names; {@code *} stands for any characters
 * @param settings the settings of the status codes in which they differ like this
 * @param answer what Stencil answers, but for the header Allow and what a token says: those never differ
 */
record Difference(List<String> cases, Set<OriginalStatusCodes> settings, Reply answer) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern ANSWER = Pattern.compile("(\\d{3})(?: ([\\w/+.-]+))?(?: (\\{.*))?");

    static List<Difference> all() {
        try (InputStream file = Objects.requireNonNull(Difference.class.getResourceAsStream("differences.md"))) {
            return of(new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param markdown every table in it has the columns cases, setting, answer and reason */
    static List<Difference> of(String markdown) {
        return markdown.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(1, line.length() - 1).split("\\|", -1))
                .map(Difference::of)
                .toList();
    }

    private static Difference of(String[] cells) {
        if (cells.length != 4 || cells[3].isBlank()) {
            throw new IllegalArgumentException("not cases, setting, answer and reason: " + Arrays.toString(cells));
        }
        List<String> answer = codeIn(cells[2]);
        if (answer.size() != 1) {
            throw new IllegalArgumentException("not one answer: " + cells[2]);
        }
        return new Difference(codeIn(cells[0]), settings(cells[1].strip()), reply(answer.getFirst()));
    }

    private static List<String> codeIn(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
    }

    private static Set<OriginalStatusCodes> settings(String setting) {
        return setting.equals("both")
                ? EnumSet.allOf(OriginalStatusCodes.class)
                : EnumSet.of(OriginalStatusCodes.valueOf(setting.toUpperCase(Locale.ROOT)));
    }

    /** The status, then the media type unless it is application/json, then the body unless there is none. */
    private static Reply reply(String answer) {
        Matcher parts = ANSWER.matcher(answer);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no answer: " + answer);
        }
        String mediaType = Objects.requireNonNullElse(parts.group(2), "application/json");
        String body = parts.group(3);
        return new Reply(
                Integer.parseInt(parts.group(1)),
                mediaType,
                "",
                body == null ? Reply.text("") : Reply.json(body),
                Optional.empty());
    }

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

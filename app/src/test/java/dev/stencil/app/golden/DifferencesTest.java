package dev.stencil.app.golden;

import static dev.stencil.adapter.http.original.OriginalStatusCodes.CORRECTED;
import static dev.stencil.adapter.http.original.OriginalStatusCodes.EXACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table excuses what it names, and nothing else. */
class DifferencesTest {
    private static final Recorded CASE = recorded("create/duplicate", "{\"msg\": \"as it was\"}");
    private static final Reply SAME = CASE.answer();
    private static final Reply OTHER = reply(409, "{\"msg\": \"as it is\"}");
    private static final String LINE = "| `create/*` | both | `409 {\"msg\": \"as it is\"}` | A reason. |";

    @Test
    void theRecordedAnswerNeedsNoLine() {
        assertThat(complaints(SAME)).isEmpty();
    }

    @Test
    void anotherAnswerNeedsALine() {
        assertThat(complaints(OTHER)).singleElement().asString().contains("differs and has no line");
        assertThat(complaints(OTHER, LINE)).isEmpty();
    }

    @Test
    void aLineMustSayWhatIsAnswered() {
        assertThat(complaints(reply(410, "{\"msg\": \"as it is\"}"), LINE)).singleElement().asString()
                .contains("is not what its line says");
        assertThat(complaints(reply(409, "{\"msg\": \"as it might be\"}"), LINE)).singleElement().asString()
                .contains("is not what its line says");
    }

    @Test
    void aLineForWhatDoesNotDifferIsRefused() {
        assertThat(complaints(SAME, LINE)).singleElement().asString()
                .contains("is covered by a line and does not differ");
    }

    @Test
    void twoLinesForOneAnswerAreRefused() {
        assertThat(complaints(OTHER, LINE, LINE)).singleElement().asString().contains("is covered by 2 lines");
    }

    @Test
    void aNameThatNoCaseHasIsRefused() {
        assertThat(complaints(OTHER, LINE.replace("`create/*`", "`create/*`, `creat/dup*`")))
                .containsExactly("there is no case creat/dup*");
    }

    @Test
    void aLineHoldsInItsSettingAlone() {
        List<Difference> table = Difference.of(LINE.replace("both", "corrected"));

        assertThat(Judgement.complaints(Map.of(CASE, OTHER), table, CORRECTED)).isEmpty();
        assertThat(Judgement.complaints(Map.of(CASE, SAME), table, EXACT)).isEmpty();
        assertThat(Judgement.complaints(Map.of(CASE, OTHER), table, EXACT)).hasSize(1);
    }

    @Test
    void noLineExcusesAFailureOfTheServerOrAnErrorPage() {
        assertThat(complaints(reply(500, "{\"msg\": \"as it is\"}"), LINE.replace("409", "500"))).singleElement()
                .asString().contains("is a failure of the server");
        Reply page = new Reply(409, "text/html", "", Reply.text(""), Optional.empty());
        assertThat(complaints(page, LINE.replaceFirst("`409.*?`", "`409 text/html`"))).singleElement().asString()
                .contains("is an error without JSON");
    }

    @Test
    void aLineThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> Difference.of("| `create/*` | both | `409` |"))
                .hasMessageStartingWith("not cases, setting, answer and reason");
        assertThatThrownBy(() -> Difference.of("| `create/*` | both | anything | A reason. |"))
                .hasMessageStartingWith("not one answer");
    }

    private static List<String> complaints(Reply seen, String... lines) {
        return Judgement.complaints(Map.of(CASE, seen), Difference.of(String.join("\n", lines)), CORRECTED);
    }

    private static Recorded recorded(String name, String body) {
        return new Recorded(name, "POST", "/create", Map.of(), Optional.empty(), reply(404, body));
    }

    private static Reply reply(int status, String body) {
        return new Reply(status, "application/json", "", Reply.json(body), Optional.empty());
    }
}

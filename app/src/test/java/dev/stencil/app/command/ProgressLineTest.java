package dev.stencil.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.mongo.migration.MigrationProgress.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintWriter out = new PrintWriter(written, true, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aTerminalShowsOneLineThatIsWrittenAgain() {
        ProgressLine line = new ProgressLine(out, true, nanos::get);
        report(line, Step.TEMPLATES, 0, 2000);
        nanos.addAndGet(2 * SECOND);
        report(line, Step.TEMPLATES, 500, 2000);
        nanos.addAndGet(2 * SECOND);
        report(line, Step.TEMPLATES, 2000, 2000);
        line.endStep();
        assertThat(text()).isEqualTo("\rtemplates: 500 of 2,000, 250 a second, 6 s left"
                + "\rtemplates: 2,000 of 2,000, 500 a second, 0 s left" + System.lineSeparator());
    }

    @Test
    void aShorterLineCoversALongerOne() {
        ProgressLine line = new ProgressLine(out, true, nanos::get);
        report(line, Step.USERS, 0, 1_000_000);
        nanos.addAndGet(SECOND);
        report(line, Step.USERS, 10, 1_000_000);
        nanos.addAndGet(SECOND);
        report(line, Step.USERS, 20, 20);
        String[] shown = text().split("\r", -1);
        assertThat(shown[1]).isEqualTo("users: 10 of 1,000,000, 10 a second, 27:46:39 left");
        assertThat(shown[2]).hasSameSizeAs(shown[1]).startsWith("users: 20 of 20, 10 a second, 0 s left  ");
    }

    @Test
    void elsewhereALineComesNowAndThenAndAtTheEndOfEachStep() {
        ProgressLine line = new ProgressLine(out, false, nanos::get);
        for (int done = 0; done <= 100; done += 10) {
            report(line, Step.USERS, done, 100);
            nanos.addAndGet(SECOND);
        }
        report(line, Step.INDEXES, 0, 1);
        line.endStep();
        assertThat(text().lines()).containsExactly(
                "users: 50 of 100, 10 a second, 5 s left",
                "users: 100 of 100, 10 a second, 0 s left",
                "indexes: 0 of 1");
        assertThat(text()).doesNotContain("\rusers");
    }

    @Test
    void oneIsNoPlural() {
        assertThat(LongStream.of(0, 1, 2, 1001).mapToObj(number -> ProgressLine.plural(number, "template")))
                .containsExactly("templates", "template", "templates", "templates");
    }

    private static void report(ProgressLine line, Step step, long done, long total) {
        line.at(step, done, total);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}

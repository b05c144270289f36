package dev.stencil.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.stencil.core.domain.Event;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogConsoleTest {
    private final PrintStream out = System.out;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CountDownLatch reader = new CountDownLatch(1);
    private final LoggerContext context = new LoggerContext();
    private final LogConsole console = new LogConsole();
    private final Logger log = context.getLogger("some.where");
    private final Logger audit = context.getLogger(LogConsole.AUDIT);

    @BeforeEach
    void start() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        context.setMDCAdapter(new LogbackMDCAdapter());
        console.setContext(context);
        console.setEncoder(encoder);
        System.setOut(new PrintStream(new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[]{(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                awaitReader();
                read.write(bytes, from, length);
            }
        }, true, UTF_8));
        console.start();
        context.getLogger("ROOT").addAppender(console);
    }

    /** An interrupt does not end a write to a pipe, either. */
    private void awaitReader() {
        try {
            reader.await();
        } catch (InterruptedException e) {
            awaitReader();
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        reader.countDown();
        context.stop();
        System.setOut(out);
    }

    @Test
    void whatNobodyReadsStopsNobodyAndIsCounted() {
        for (int i = 0; i < 10_000; i++) {
            log.info("line {}", i);
        }
        for (int i = 0; i < 10_000; i++) {
            audit.info("event {}", i);
        }
        reader.countDown();
        await().until(() -> text().contains("event 0"));
        context.stop();

        long lines = lines("line ").count();
        long events = lines("event ").count();
        assertThat(lines).isBetween(LogConsole.ROOM / 2L, (long) LogConsole.ROOM);
        assertThat(events).isBetween(LogConsole.ROOM / 4L, (long) LogConsole.ROOM);
        assertThat(lost("log")).isEqualTo(10_000 - lines);
        assertThat(lost("audit log")).isEqualTo(10_000 - events);
    }

    /** Said once, or twice if the thread that writes begins late. */
    private long lost(String log) {
        return Pattern.compile("(\\d+) lines of the " + log + " were lost").matcher(text()).results()
                .mapToLong(notice -> Long.parseLong(notice.group(1)))
                .sum();
    }

    @Test
    void whatIsLoggedBeforeItStopsIsWritten() {
        reader.countDown();
        for (int i = 0; i < 100; i++) {
            log.info("line {}", i);
        }
        context.stop();
        assertThat(text().lines()).hasSize(100).last().isEqualTo("line 99");
    }

    @Test
    void anEndWaitsForNoReader() {
        log.info("line");
        context.stop();
        assertThat(text()).isEmpty();
    }

    @Test
    void warningsOfOneKindDoNotFillTheLog() throws InterruptedException {
        reader.countDown();
        for (int i = 0; i < 1_000; i++) {
            log.warn("away since {}", i);
            log.error("failed {}", i, new IllegalStateException());
        }
        log.warn("something else");
        Thread.sleep(1_100);
        log.warn("away since {}", "then");
        context.stop();
        assertThat(lines("away")).hasSizeBetween(11, 100);
        assertThat(lines("failed")).hasSizeBetween(2, 20);
        assertThat(text()).contains("something else").containsPattern("9\\d\\d lines like the next one were left out");
    }

    @Test
    void ofThrottledLogInsTheFirstOfEachClientIsSaidAndTheRestCounted() {
        reader.countDown();
        Logger real = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(LogConsole.AUDIT);
        real.addAppender(console);
        try (LoggedEvents events = new LoggedEvents()) {
            for (int i = 0; i < 10_000; i++) {
                events.report(new Event.SignInThrottled("192.0.2." + i % 3));
            }
            for (int i = 0; i < 10_000; i++) {
                events.report(new Event.SignInThrottled("2001:db8::" + Integer.toHexString(i)));
            }
        } finally {
            real.detachAppender(console);
        }
        context.stop();
        assertThat(lines("sign_in_throttled client="))
                .hasSize(1_000)
                .doesNotHaveDuplicates();
        assertThat(lines("sign_in_throttled more=")
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1)))
                .sum()).isEqualTo(19_000);
    }

    private Stream<String> lines(String beginning) {
        return text().lines().filter(line -> line.startsWith(beginning));
    }

    private String text() {
        return read.toString(UTF_8);
    }
}

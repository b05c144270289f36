package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how the server, as a process of its own with a heap of 256 MB, does under attack and under too much load,
 * beside how it does without. Whether the figures are good is for a reader to say, who knows what else the machine
 * does: what fails is a wrong answer. Takes two minutes: {@code mvn -Pload verify} runs it.
 */
@Tag("load")
class LoadTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("LOGIN_FREE_FAILURES", "off", "JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -Xms24m -Xmx256m");
    private static final Duration WHILE = Duration.ofSeconds(8);
    private static final int PROBES = 4;
    private static final int HOLDABLE = 32;

    @TempDir
    Path folder;

    private URI server = URI.create("http://unknown.invalid");
    private String token = "";
    private String tokenOfMuch = "";

    @Test
    @Timeout(300)
    void figures() throws Exception {
        try (Program program = Program.start(folder, ENVIRONMENT, "--port", "0")) {
            server = program.url();
            token = account("reader", 10, 100);
            tokenOfMuch = account("much", 40, 250_000);
            byte[] read = LoadClient.get("/api/v1/templates", token);
            run("warming up", program, 16, read, 0, WHILE);
            run("warming up: wrong passwords", program, PROBES, wrongPassword(), 0, WHILE);

            LoadFigures idle = run("reads, nothing else", program, PROBES, read, 10, WHILE);
            flood(program, read, idle);
            for (SlowKind kind : SlowKind.values()) {
                slow(program, kind, 1_000, read, idle);
            }
            LoadFigures peak = run("peak: " + HOLDABLE + " clients", program, HOLDABLE, read, 0, WHILE);
            LoadFigures over = run("ten times as many", program, 10 * HOLDABLE, read, 0, WHILE);
            System.out.printf("%-28s goodput %.0f a second against %.0f: %.2f of the peak%n", "",
                    over.goodput(), peak.goodput(), over.goodput() / peak.goodput());
            slow(program, SlowKind.IDLE, 5_000, read, idle);
            run("reads, after all that", program, PROBES, read, 10, WHILE);
        }
    }

    private String account(String name, int templates, int length) throws IOException {
        String credentials = "{\"username\":\"" + name + "\",\"password\":\"correct horse\"}";
        try (LoadClient client = new LoadClient(server)) {
            client.ask(LoadClient.post("/api/v1/users", "", credentials));
            String login = client.ask(LoadClient.post("/api/v1/login", "", credentials)).body();
            String mine = login.replaceFirst(".*\"access_token\":\"([^\"]*)\".*", "$1");
            for (int i = 0; i < templates; i++) {
                String template = "{\"template\":\"" + i + "x".repeat(length) + "\"}";
                assertThat(client.ask(LoadClient.post("/create", mine, template)).status()).isEqualTo(200);
            }
            return mine;
        }
    }

    private void flood(Program program, byte[] read, LoadFigures idle) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LoadFigures> logins =
                    threads.submit(() -> run("wrong passwords: 64 clients", program, 64, wrongPassword(), 0, WHILE));
            compare(run("reads meanwhile", program, PROBES, read, 10, WHILE), idle);
            logins.get();
        }
    }

    private static byte[] wrongPassword() {
        return LoadClient.post("/api/v1/login", "", "{\"username\":\"reader\",\"password\":\"wrong\"}");
    }

    private void slow(Program program, SlowKind kind, int count, byte[] read, LoadFigures idle) throws Exception {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (int i = 0; i < count; i++) {
                threads.execute(() -> beSlow(kind));
            }
            Thread.sleep(2_000);
            compare(run("reads beside " + count + ' ' + kind, program, PROBES, read, 10, WHILE), idle);
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void beSlow(SlowKind kind) {
        try {
            // Not all at the same moment, again and again: a thousand clients do not breathe together.
            Thread.sleep(ThreadLocalRandom.current().nextInt(1_000));
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    kind.use(server, tokenOfMuch);
                } catch (IOException cutOff) {
                    // Then once more.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void compare(LoadFigures figures, LoadFigures idle) {
        System.out.printf("%-28s p99 is %.1f times that of idle%n", "", figures.p99() / idle.p99());
    }

    /** @param pause between an answer and the next request, in milliseconds */
    private LoadFigures run(String what, Program program, int clients, byte[] request, int pause, Duration time)
            throws Exception {
        LoadFigures figures = new LoadFigures();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> ask(request, pause, begin + time.toNanos(), figures)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        figures.lasted((System.nanoTime() - begin) / 1e9);
        System.out.printf("%-28s %s; %d MB resident%n", what, figures, residentMegabytes(program));
        assertThat(figures.wrong()).isZero();
        assertThat(figures.count()).isPositive();
        return figures;
    }

    private Void ask(byte[] request, int pause, long end, LoadFigures figures) throws Exception {
        while (System.nanoTime() < end) {
            try (LoadClient client = new LoadClient(server)) {
                while (System.nanoTime() < end) {
                    long sent = System.nanoTime();
                    LoadClient.Answer answer = client.ask(request);
                    figures.count(answer, System.nanoTime() - sent);
                    Thread.sleep(answer.isServed() ? pause : 50);
                }
            } catch (IOException e) {
                figures.countCutOff();
            }
        }
        return null;
    }

    private static long residentMegabytes(Program program) throws IOException {
        Path status = Path.of("/proc", String.valueOf(program.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        }
    }
}

package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.WorstRequest.Attacker;
import dev.stencil.app.soak.Gauge;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends the worst request of each kind to a server with the defaults and the heap of {@code ./run}, while another user
 * reads and writes, and prints what it cost: time of a processor and memory that was allocated, for one; then what
 * others felt of many at once. Whether times are good is for a reader to say. What fails: a 5xx for the other user
 * while eight connections attack, a server that is not ready or does not write afterwards, and heap that does not come
 * back. Takes some two minutes: {@code mvn -Pload verify} runs it.
 */
@Tag("load")
class WorstRequestTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "JWT_SECRET_KEY", "a secret of more than 32 bytes for this test",
            "JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -Xms24m -Xmx128m -XX:+ExitOnOutOfMemoryError");
    /** Beside so many connections the other user must be answered; beside many it is only shown. */
    private static final int MUST_BE_BORNE = 8;
    private static final int MANY = 32;
    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final long HEAP_THAT_MAY_STAY = 24L * 1024 * 1024;
    private static final long GIVE_UP = 20_000_000_000L;
    private static final double MIB = 1024 * 1024;
    private static final String COLUMNS = "| %-37s | %-33s | %6s | %6s | %5s | %18s | %18s | %8s |%n";
    private static final int TEMPLATES = 100;
    private static final int COST_OF = 5;
    private static final int WARM_UP = 5;
    private static final String PASSWORD = "correct horse battery 41";

    @TempDir
    Path folder;

    private URI server = URI.create("http://unknown.invalid");
    private final List<String> faults = new ArrayList<>();

    @Test
    @Timeout(600)
    void noneHurtsAnotherUser() throws Exception {
        String data = folder.resolve("data").toString();
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        try (Program adding = Program.startReading(password, folder, ENVIRONMENT, "users", "add", "attacker", "--role",
                "admin", "--data", data)) {
            assertThat(adding.exitCode()).isZero();
        }
        try (Program program = Program.start(folder, ENVIRONMENT, "serve", "--data", data, "--host", "127.0.0.1",
                "--port", "0")) {
            server = program.url();
            Attacker attacker = attacker();
            String other = member(register("other"), "access_token");
            try (Gauge gauge = new Gauge(program.pid())) {
                // Until it is compiled as it will be: otherwise that alone takes times as long.
                for (WorstRequest worst : WorstRequest.all(attacker).subList(0, WARM_UP)) {
                    beside(other, MUST_BE_BORNE, worst.bytes());
                }
                LoadFigures idle = beside(other, 0, () -> new byte[0]).reads;
                System.out.printf("another user's reads alone: p99 %.1f ms%n%n" + COLUMNS, idle.p99(), "route", "input",
                        "status", "ms", "MiB", "p99, 5xx beside 8", "p99, 5xx beside 32", "ready ms");
                for (WorstRequest worst : WorstRequest.all(attacker)) {
                    measure(worst, other, idle, gauge);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private void measure(WorstRequest worst, String other, LoadFigures idle, Gauge gauge) throws Exception {
        String name = worst.route() + ", " + worst.what();
        long heap = gauge.sample().heap();
        int status = send(worst.bytes().get());
        long processor = gauge.processorNanos();
        long allocated = gauge.allocated();
        for (int i = 0; i < COST_OF; i++) {
            status = send(worst.bytes().get());
        }
        double millis = (gauge.processorNanos() - processor) / 1e6 / COST_OF;
        double mebibytes = (gauge.allocated() - allocated) / MIB / COST_OF;
        Beside few = beside(other, MUST_BE_BORNE, worst.bytes());
        Beside many = beside(other, MANY, worst.bytes());
        if (few.refused.get() > 0) {
            faults.add(name + ": another user was refused " + few.refused + " times beside " + MUST_BE_BORNE);
        }
        double ready = millisUntilItWrites(other, name);
        long left = gauge.sample().heap() - heap;
        if (left > HEAP_THAT_MAY_STAY) {
            faults.add(name + ": " + left + " bytes of heap did not come back");
        }
        System.out.printf(COLUMNS, worst.route(), worst.what(), status, "%.1f".formatted(millis),
                "%.1f".formatted(mebibytes), few.to(idle), many.to(idle), "%.0f".formatted(ready));
    }

    /** How another user fared: reads, and how many reads and writes were answered with 5xx or not at all. */
    private static final class Beside {
        private final LoadFigures reads = new LoadFigures();
        private final AtomicInteger refused = new AtomicInteger();

        String to(LoadFigures idle) {
            return "%.1f times, %d".formatted(reads.p99() / idle.p99(), refused.get());
        }
    }

    /** Lets another user read with two connections and write with one, while others send what is expensive. */
    private Beside beside(String other, int attackers, Supplier<byte[]> expensive) throws Exception {
        Beside beside = new Beside();
        byte[] read = LoadClient.get("/api/v1/templates?limit=10", other);
        long end = System.nanoTime() + WHILE.toNanos();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < attackers; i++) {
                running.add(threads.submit(until(end, 0, () -> send(expensive.get()))));
            }
            for (int i = 0; i < 2; i++) {
                running.add(threads.submit(until(end, 5, () -> ask(read, beside, true))));
            }
            running.add(threads.submit(until(end, 50, () -> ask(write(other), beside, false))));
            for (Future<?> each : running) {
                each.get();
            }
        }
        return beside;
    }

    private static Callable<Void> until(long end, int pause, Callable<Integer> once) {
        return () -> {
            while (System.nanoTime() < end) {
                once.call();
                Thread.sleep(pause);
            }
            return null;
        };
    }

    private static byte[] write(String token) {
        return LoadClient.post("/create", token, "{\"template\":" + System.nanoTime() + "}");
    }

    private int ask(byte[] request, Beside beside, boolean isRead) {
        long begin = System.nanoTime();
        int status = 0;
        try (LoadClient client = new LoadClient(server)) {
            LoadClient.Answer answer = client.ask(request);
            status = answer.status();
            if (isRead) {
                beside.reads.count(answer, System.nanoTime() - begin);
            }
        } catch (IOException cutOff) {
            // Counts as refused.
        }
        beside.refused.addAndGet(status == 0 || status >= 500 ? 1 : 0);
        return status;
    }

    /**
     * Sends a request from some address of this machine, as if each came from another client.
     *
     * @return the status of the answer, or 0 if there is none
     */
    private int send(byte[] request) {
        int random = ThreadLocalRandom.current().nextInt();
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(
                    new byte[]{127, (byte) (random >> 16), (byte) (random >> 8), (byte) (random | 2)}), 0));
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 5_000);
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException refused) {
                // It is answered before it has been read.
            }
            String begin = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return begin.length() < 12 ? 0 : Integer.parseInt(begin.substring(9));
        } catch (IOException e) {
            return 0;
        }
    }

    /** How long it takes until the server says that it is ready, and writes. */
    private double millisUntilItWrites(String other, String after) throws Exception {
        long begin = System.nanoTime();
        Beside unused = new Beside();
        while (ask(LoadClient.get("/health/ready", ""), unused, false) != 200
                || ask(write(other), unused, false) != 200) {
            assertThat(System.nanoTime() - begin).as("nanoseconds without writes after " + after).isLessThan(GIVE_UP);
            Thread.sleep(20);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private String register(String name) throws IOException {
        String credentials = "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}";
        try (LoadClient client = new LoadClient(server)) {
            client.ask(LoadClient.post("/api/v1/users", "", credentials));
            return client.ask(LoadClient.post("/api/v1/login", "", credentials)).body();
        }
    }

    private static String member(String json, String name) {
        return json.replaceFirst(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    private Attacker attacker() throws IOException {
        String login = register("attacker");
        String token = member(login, "access_token");
        String largest;
        try (LoadClient client = new LoadClient(server)) {
            for (int i = 1; i < TEMPLATES; i++) {
                create(client, token, "{\"n\":" + i + ",\"x\":\"" + "x".repeat(261_000) + "\"}");
            }
            largest = create(client, token, "{\"n\":0,\"x\":[" + "{},".repeat(87_000) + "0]}");
        }
        return new Attacker("attacker", PASSWORD, token, member(login, "refresh_token"), member(largest, "id"));
    }

    private static String create(LoadClient client, String token, String content) throws IOException {
        LoadClient.Answer answer =
                client.ask(LoadClient.post("/api/v1/templates", token, "{\"content\":" + content + "}"));
        assertThat(answer.status()).isEqualTo(201);
        return answer.body();
    }
}

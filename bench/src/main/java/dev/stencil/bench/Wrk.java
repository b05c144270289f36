package dev.stencil.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Load from wrk, a closed loop: each connection sends its next request when it has the answer to the last. Of all
 * generators it takes the least of the machine.
 *
 * @param program the path of its executable
 */
record Wrk(Path program) {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final long GRACE_SECONDS = 30;
    private static final Pattern REPORT =
            Pattern.compile("bench answers=(\\d+) micros=(\\d+) failed=(\\d+) broken=(\\d+) p99=(\\d+)");

    /**
     * Requests that are sent one after the other, from the first again after the last.
     *
     * @param calls at least one
     */
    record Load(List<Call> calls, int connections) {}

    /** What came of load; requests that were answered with a status of 400 or above have failed. */
    record Outcome(long answers, long failed, double seconds, double p99Millis) {
        double perSecond() {
            return answers / seconds;
        }
    }

    /** The wrk on the path, if there is one. */
    static Optional<Wrk> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "wrk"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Wrk::new);
    }

    /**
     * Sends load that must not fail. The status of the first request is checked beforehand, since wrk does not.
     *
     * @throws IOException if a single answer is wrong
     */
    Outcome run(Server server, Load load, Duration time) throws IOException, InterruptedException {
        Call first = load.calls().getFirst();
        String body = first.body().replace(Call.NUMBER, String.format("%08xffffffff", RUNS.incrementAndGet()));
        new Call(first.method(), first.path(), first.headers(), body, first.status()).send(server);
        Outcome outcome = send(server, load, time);
        if (outcome.failed() > 0 || outcome.answers() == 0) {
            throw new IOException(outcome.failed() + " of " + outcome.answers() + " requests failed");
        }
        return outcome;
    }

    /** Sends load that may fail. */
    Outcome send(Server server, Load load, Duration time) throws IOException, InterruptedException {
        Path script = Files.createTempFile("bench", ".lua");
        Path out = Files.createTempFile("bench", ".out");
        try {
            Files.writeString(script, script(load));
            Process wrk = new ProcessBuilder(program.toString(), "-t", String.valueOf(Math.min(2, load.connections())),
                    "-c", String.valueOf(load.connections()), "-d", time.toSeconds() + "s", "--timeout", "10s",
                    "-s", script.toString(), "http://127.0.0.1:" + server.port() + "/")
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            if (!wrk.waitFor(time.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS)) {
                wrk.destroyForcibly();
                throw new IOException("wrk does not end");
            }
            return outcome(Files.readString(out));
        } finally {
            Files.delete(script);
            Files.delete(out);
        }
    }

    private static String script(Load load) throws IOException {
        try (InputStream rest = Objects.requireNonNull(Wrk.class.getResourceAsStream("load.lua"))) {
            return "local run = " + RUNS.incrementAndGet() + "\nlocal number = " + quoted(Call.NUMBER)
                    + "\nlocal calls = {" + load.calls().stream().map(Wrk::table).collect(Collectors.joining(",\n"))
                    + "}\n" + new String(rest.readAllBytes(), UTF_8);
        }
    }

    private static String table(Call call) {
        String headers = new TreeMap<>(call.headers()).entrySet().stream()
                .map(header -> '[' + quoted(header.getKey()) + "] = " + quoted(header.getValue()))
                .collect(Collectors.joining(", "));
        String body = call.body().isEmpty() ? "" : ", body = " + quoted(call.body());
        return "{method = " + quoted(call.method()) + ", path = " + quoted(call.path()) + ", headers = {" + headers
                + '}' + body + '}';
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** Reads what the script has wrk print. */
    static Outcome outcome(String output) throws IOException {
        Matcher report = REPORT.matcher(output);
        if (!report.find()) {
            throw new IOException("wrk reports nothing: " + output);
        }
        long[] numbers = Stream.of(1, 2, 3, 4, 5).map(report::group).mapToLong(Long::parseLong).toArray();
        if (numbers[3] > 0) {
            throw new IOException("connections broke or took too long: " + numbers[3]);
        }
        return new Outcome(numbers[0], numbers[2], numbers[1] / 1e6, numbers[4] / 1e3);
    }
}

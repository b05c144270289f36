package dev.stencil.bench.load;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Load from wrk, which takes the least of the machine. It tells statuses of 400 and above from those below and no more;
 * so one of each call is sent beforehand whose status must be as expected.
 */
public final class Wrk implements Generator {
    private static final Pattern REPORT = Pattern.compile(
            "bench answers=(\\d+) micros=(\\d+) wrong=(\\d+) broken=(\\d+) p50=(\\d+) p99=(\\d+) max=(\\d+)");
    private static final long PATIENCE_SECONDS = 30;

    private final Path program;

    private Wrk(Path program) {
        this.program = program;
    }

    /** The wrk on the path, if there is one. */
    public static Optional<Generator> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "wrk"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Wrk::new);
    }

    @Override
    public String name() {
        return "wrk";
    }

    @Override
    public boolean counts() {
        return false;
    }

    @Override
    public Outcome run(int port, Traffic traffic, Extent extent) throws IOException, InterruptedException {
        if (extent.isCounted()) {
            throw new IllegalArgumentException("wrk ends after a time alone");
        }
        Outcome first = new Sockets().run(port, new Traffic(traffic.calls(), 1),
                new Extent(extent.time(), traffic.calls().size()));
        if (first.wrong() > 0) {
            return first;
        }
        Path script = Files.createTempFile("bench", ".lua");
        Path out = Files.createTempFile("bench", ".out");
        try {
            Files.writeString(script, WrkScript.of(traffic, Numbers.nextRun()));
            int threads = Math.min(2, traffic.connections());
            Process wrk = new ProcessBuilder(
                    List.of(program.toString(), "-t", String.valueOf(threads), "-c",
                            String.valueOf(traffic.connections()), "-d", extent.time().toSeconds() + "s", "--timeout",
                            "10s", "-s",
                            script.toString(), "http://127.0.0.1:" + port + "/"))
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            if (!wrk.waitFor(extent.time().toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                wrk.destroyForcibly();
                throw new IOException("wrk does not end");
            }
            return outcome(Files.readString(out, StandardCharsets.UTF_8));
        } finally {
            Files.delete(script);
            Files.delete(out);
        }
    }

    static Outcome outcome(String output) throws IOException {
        Matcher report = REPORT.matcher(output);
        if (!report.find()) {
            throw new IOException("wrk reports nothing: " + output);
        }
        long broken = number(report, 4);
        if (broken > 0) {
            throw new IOException("connections broke or took too long: " + broken);
        }
        return new Outcome(number(report, 1), number(report, 3), Map.of(), number(report, 2) / 1e6,
                new Outcome.Latency(number(report, 5), number(report, 6), number(report, 7)));
    }

    private static long number(Matcher report, int group) {
        return Long.parseLong(report.group(group));
    }
}

package dev.stencil.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that {@code ./run} starts, and builds first if it must. */
final class RunningServer implements AutoCloseable {
    private static final Path RUN = Path.of("..", "run").toAbsolutePath().normalize();
    private static final Pattern LISTENING = Pattern.compile("Listening on (http://\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path log;

    private RunningServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param folder where its log goes */
    static RunningServer start(Path folder) throws IOException {
        Path log = folder.resolve("server.log");
        Process process = new ProcessBuilder(RUN.toString(), "--in-memory", "--port", "0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new RunningServer(process, log);
    }

    /** Waits until it listens. */
    URI url() {
        await().atMost(PATIENCE).until(() -> !process.isAlive() || LISTENING.matcher(log()).find());
        Matcher listening = LISTENING.matcher(log());
        assertThat(listening.find()).as(this::log).isTrue();
        return URI.create(listening.group(1));
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}

package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server as a process of its own. */
public final class Program implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on (http://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** What tells a JVM whom it trusts: a process trusts those whom the tests do. */
    private static final List<String> TRUST =
            List.of("javax.net.ssl.trustStore", "javax.net.ssl.trustStorePassword");

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * @param folder is where it is started
     * @param environment all that it has
     */
    public static Program start(Path folder, Map<String, String> environment, String... args) {
        return start(List.of(), Main.class, folder, environment, args);
    }

    /** As the other, with another class to begin with. */
    static Program start(Class<?> main, Path folder, Map<String, String> environment, String... args) {
        return start(List.of(), main, folder, environment, args);
    }

    /** @param files how many it may have open */
    static Program startWithFiles(int files, Path folder, Map<String, String> environment, String... args) {
        return start(List.of("/bin/sh", "-c", "ulimit -n " + files + " && exec \"$@\"", "sh"), Main.class, folder,
                environment, args);
    }

    /** @param input a file that it reads from standard input */
    public static Program startReading(Path input, Path folder, Map<String, String> environment, String... args) {
        return start(List.of("/bin/sh", "-c", "exec \"$@\" <'" + input + "'", "sh"), Main.class, folder, environment,
                args);
    }

    private static Program start(
            List<String> before, Class<?> main, Path folder, Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        TRUST.stream()
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        try {
            Path out = Files.createTempFile(folder, "out", ".log");
            Path err = Files.createTempFile(folder, "err", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Program(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it listens. */
    public URI url() {
        await().atMost(PATIENCE).until(() -> !process.isAlive() || LISTENING.matcher(out()).find());
        Matcher listening = LISTENING.matcher(out());
        assertThat(listening.find()).as(() -> out() + err()).isTrue();
        return URI.create(listening.group(1));
    }

    public long pid() {
        return process.pid();
    }

    void terminate() {
        process.destroy();
    }

    /** Runs it to its end, which must have that exit code; what it prints. */
    public static String run(Path folder, int exitCode, Map<String, String> environment, String... args) {
        try (Program program = start(folder, environment, args)) {
            int code = program.exitCode();
            assertThat(code).as(() -> program.out() + program.err()).isEqualTo(exitCode);
            return program.out() + program.err();
        }
    }

    /** Waits until it has ended. */
    public int exitCode() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("has ended").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}

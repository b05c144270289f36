package dev.stencil.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** A process that listens at a port of this machine. */
public final class Server implements AutoCloseable {
    /** It may be built at the first start. */
    private static final Duration START = Duration.ofMinutes(3);
    private static final long STOP_SECONDS = 20;
    private static final int LINE = 17;

    private final Process process;
    private final int port;
    private final Duration startTime;

    private Server(Process process, int port, Duration startTime) {
        this.process = process;
        this.port = port;
        this.startTime = startTime;
    }

    /** A port that was free a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts a process and waits until it answers.
     *
     * @param log gets what it prints
     */
    static Server start(
            List<String> command, Map<String, String> environment, int port, Path log, IntPredicate answers)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // What is set for a Stencil of one's own is not meant for the one that is measured.
        builder.environment().keySet().removeIf(name -> name.startsWith("MONGODB_URI") || name.startsWith("JWT_"));
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        while (!answers.test(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > START.toNanos()) {
                process.destroyForcibly();
                throw new IOException("it does not start: " + String.join(" ", command) + '\n' + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return new Server(process, port, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Whether {@code GET /} is answered with 200. */
    static boolean answersHttp(int port) {
        try (Socket socket = connected(port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(
                    StandardCharsets.US_ASCII));
            byte[] line = socket.getInputStream().readNBytes(LINE);
            return new String(line, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    static boolean accepts(int port) {
        try (Socket socket = connected(port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return socket;
    }

    public int port() {
        return port;
    }

    /** From the start of the process to the first answer. */
    public Duration startTime() {
        return startTime;
    }

    /** Of all its threads, the JVM's own included. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Known on Linux only. */
    public Optional<Long> residentMebibytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        }
    }

    /** The program and its arguments, as the system knows them: a script may have put another in its place. */
    List<String> command() {
        ProcessHandle.Info info = process.info();
        return Stream.concat(info.command().stream(), Stream.of(info.arguments().orElse(new String[0]))).toList();
    }

    /** Asks it to end, and makes it end if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

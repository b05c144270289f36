package dev.stencil.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Process that listens at a port of this machine.
 *
 * @param startTime from the start of the process to its first answer
 */
record Server(Process process, int port, Duration startTime) implements AutoCloseable {
    /** The first start may have to rehearse. */
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final long STOP_SECONDS = 20;
    private static final String FIRST_REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String FIRST_ANSWER = "HTTP/1.1 200";

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
    static Server start(List<String> command, Map<String, String> environment, int port, Path log)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // Settings for a Stencil of one's own are not meant for the one that is measured.
        builder.environment().keySet().removeIf(name -> name.startsWith("MONGODB_URI") || name.startsWith("JWT_"));
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > LONGEST_START.toNanos()) {
                process.destroyForcibly();
                throw new IOException("it does not start: " + String.join(" ", command) + '\n' + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return new Server(process, port, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(FIRST_REQUEST.getBytes(US_ASCII));
            byte[] begin = socket.getInputStream().readNBytes(FIRST_ANSWER.length());
            return new String(begin, US_ASCII).equals(FIRST_ANSWER);
        } catch (IOException e) {
            return false;
        }
    }

    /** Time of a processor that it has taken so far, with all its threads and those of the JVM. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Memory that it has now, in MiB; 0 where that is not known, which is on Linux only. */
    long residentMebibytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }

    /**
     * The JVM and its flags, which a script may have put in its own place; without a cache that is of this server only.
     */
    List<String> virtualMachine() {
        ProcessHandle.Info info = process.info();
        return Stream.concat(info.command().stream(), Stream.of(info.arguments().orElse(new String[0])))
                .takeWhile(argument -> !argument.equals("-jar"))
                .filter(argument -> !argument.startsWith("-XX:AOT") && !argument.startsWith("-XX:SharedArchiveFile"))
                .toList();
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

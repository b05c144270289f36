package dev.stencil.bench;

import dev.stencil.bench.server.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What figures depend on. */
final class Circumstances {
    private Circumstances() {}

    static Map<String, String> of(Servers servers, Effort effort, String load, Path checkout) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("commit", said(checkout, "git", "describe", "--always", "--dirty", "--abbrev=12"));
        facts.put("machine", processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + ' ' + System.getProperty("os.version") + ' '
                + System.getProperty("os.arch"));
        facts.put("JDK", System.getProperty("java.vm.name") + ' ' + System.getProperty("java.runtime.version"));
        facts.put("MongoDB", servers.mongo());
        facts.put("load", load + ", " + effort.connections() + " connections");
        facts.put("effort", effort.rounds() + " rounds of " + effort.round().toSeconds() + " s after "
                + effort.warmUp().toSeconds() + " s of warming up");
        return facts;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor unknown");
        } catch (IOException e) {
            return "processor unknown";
        }
    }

    private static String said(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}

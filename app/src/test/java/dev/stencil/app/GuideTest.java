package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.memory.InMemoryStorage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the commands of a guide in one shell, from the first to the last. */
class GuideTest {
    private static final Path GUIDES = Path.of("..", "docs");
    private static final int DEADLINE_SECONDS = 90;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
            "api.md, CORS_ALLOWED_ORIGINS, https://app.example.com", "accounts.md, JWT_ACCESS_TOKEN_EXPIRES, 900",
            "original.md, SEED_STATUS_CODES, corrected"})
    void everyCommandPrintsWhatTheGuideSays(String guide, String setting, String value) throws Exception {
        try (TestServer server = TestServer.start(new InMemoryStorage(), Map.of(setting, value))) {
            follow(guide, server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theGuideOfAdministratorsHoldsOnEachStore(EveryStore store) throws Exception {
        store.serve(folder.resolve("data"), Map.of(), (storage, server) -> {
            server.client().register("root", "correct horse");
            TestServer.makeAdmin(storage, "root");
            follow("administration.md", server);
        });
    }

    @Test
    void everyCommandOfOperationsPrintsWhatTheGuideSays() throws Exception {
        assumeThereIs("bash");
        SqliteStorage.open(folder.resolve("data")).close();
        Path script = folder.resolve("run");
        Files.writeString(script, "exec '%s' --enable-native-access=ALL-UNNAMED -cp '%s' %s \"$@\"\n".formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path"),
                Main.class.getName()));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertPrinted(GuideStep.in(Files.readString(GUIDES.resolve("operations.md"))));
    }

    private void follow(String guide, TestServer server) throws Exception {
        assumeThereIs("bash", "curl", "jq");
        String text = Files.readString(GUIDES.resolve(guide));
        List<GuideStep> steps = GuideStep.in(text.replace("http://127.0.0.1:5000", server.url()));
        assertThat(steps.size()).isGreaterThan(12);
        assertPrinted(steps);
    }

    private void assertPrinted(List<GuideStep> steps) throws Exception {
        run(steps);
        assertAll(IntStream.range(0, steps.size()).mapToObj(i -> () -> assertThat(printedBy(i))
                .as(steps.get(i).commands())
                .isEqualTo(steps.get(i).prints())));
    }

    private static void assumeThereIs(String... programs) {
        List<String> path = List.of(System.getenv("PATH").split(File.pathSeparator, -1));
        for (String program : programs) {
            assumeTrue(path.stream().anyMatch(one -> Files.isExecutable(Path.of(one, program))),
                    "the guide's commands need " + program + ", which is not on the PATH: install it");
        }
    }

    private void run(List<GuideStep> steps) throws Exception {
        StringBuilder script = new StringBuilder("curl() { command curl --max-time 20 \"$@\"; }\n");
        for (int i = 0; i < steps.size(); i++) {
            script.append("{\n").append(steps.get(i).commands()).append("} >printed-").append(i).append(" 2>&1\n");
        }
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script.toString())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // No proxies, and none of the user's own settings of curl and jq.
        bash.environment().keySet().retainAll(Set.of("PATH"));
        Process process = bash.start();
        try {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).as("the commands have ended").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String printedBy(int step) {
        try {
            return Files.readString(folder.resolve("printed-" + step)).replace("\r", "").stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Block of shell in a guide, and what it prints.
     *
     * @param commands ends with a line break
     * @param prints what stands in the block of JSON or text that follows at once, without the last line break; empty
     *     if none does
     */
    private record GuideStep(String commands, String prints) {
        private static final Pattern BLOCK =
                Pattern.compile("^```(\\w*)\\n(.*?)^```\\n", Pattern.MULTILINE | Pattern.DOTALL);

        /** In the order of the guide. Every block must be shell, or what shell prints. */
        static List<GuideStep> in(String markdown) {
            List<GuideStep> steps = new ArrayList<>();
            Matcher block = BLOCK.matcher(markdown);
            int endOfShell = -1;
            while (block.find()) {
                String text = block.group(2);
                if (block.group(1).equals("sh")) {
                    steps.add(new GuideStep(text, ""));
                    endOfShell = block.end();
                } else {
                    assertThat(block.start()).as("follows commands at once: " + text).isEqualTo(endOfShell);
                    steps.add(new GuideStep(steps.removeLast().commands(), text.stripTrailing()));
                }
            }
            return steps;
        }
    }
}

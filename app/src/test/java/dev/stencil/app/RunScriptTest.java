package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the start script in a checkout of a few files, with a JDK and a Maven that only say how they were called. */
class RunScriptTest {
    private static final String SAYS_ITS_ARGUMENTS = "#!/bin/sh\nprintf '%s|' java \"$@\"\n";
    private static final String MAKES_A_CACHE = """
            case "$*" in
                *Rehearsal) printf cache >"$(printf '%s\\n' "$@" | sed -n 's/-XX:A[^=]*=//p')" ;;
            esac
            """;
    private static final String BUILDS = "#!/bin/sh\necho building \"$@\"\n";

    @TempDir
    Path folder;

    private Path checkout;
    private Path jdk;

    @BeforeEach
    void makeACheckoutThatWasRunBefore() throws Exception {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        Files.createDirectories(checkout.resolve("core/src/main"));
        Files.createDirectories(checkout.resolve("app/target/stencil"));
        Files.writeString(checkout.resolve("core/pom.xml"), "");
        Files.writeString(checkout.resolve("pom.xml"), "");
        Path script = Files.copy(Path.of("..", "run"), checkout.resolve("run"));
        Files.createDirectories(checkout.resolve(".config"));
        Files.copy(Path.of("..", ".config", "jdk.sh"), checkout.resolve(".config/jdk.sh"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(checkout.resolve("app/target/stencil/stencil.jar"), "");
        edited("core/src/main", -120);
        edited("core/pom.xml", -120);
        edited("pom.xml", -120);
        edited("app/target/stencil/stencil.jar", -60);
        jdk = jdk("a jdk", "25.0.1");
        program("bin/mvn", BUILDS);
        run(Map.of());
    }

    @Test
    void aCheckoutThatIsBuiltRunsWithItsArgumentsAsTheyAre() throws Exception {
        assertThat(run(Map.of(), "serve", "--data", "a folder"))
                .startsWith("java|-XX:+ExitOnOutOfMemoryError|-XX:+UseSerialGC|")
                .endsWith("|-jar|" + checkout + "/app/target/stencil/stencil.jar|serve|--data|a folder|");
    }

    @Test
    void javaOptsTakeThePlaceOfTheFlags() throws Exception {
        assertThat(run(Map.of("JAVA_OPTS", "-Xmx1g -Da=b")))
                .startsWith("java|-XX:+ExitOnOutOfMemoryError|-Xmx1g|-Da=b|-jar|");
    }

    @Test
    void aSourceThatIsNewerIsBuiltOnce() throws Exception {
        edited("core/src/main", -30);

        assertThat(run(Map.of())).contains("building", "rehearsing").contains("java|");
        assertThat(checkout.resolve("app/target/build.log")).content().contains("-Pquick", "package");
        assertThat(run(Map.of())).startsWith("java|");
    }

    @Test
    void aBuildThatFailsRunsNothing() throws Exception {
        Files.delete(checkout.resolve("app/target/stencil/stencil.jar"));
        program("bin/mvn", "#!/bin/sh\necho why it failed; exit 1\n");

        assertThat(run(Map.of())).contains("why it failed", "stencil: the build failed").doesNotContain("java|");
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve(".jdks"));
        Files.move(jdk("newest", "99"), home.resolve(".jdks/newest"));
        Path old = jdk("old", "1.8.0_292");

        assertThat(run(Map.of("JAVA_HOME", old.toString(), "HOME", home.toString()))).contains("java|");
        assertThat(Files.readString(home.resolve(".jdks/newest/called"))).isNotEmpty();
    }

    @Test
    void aRehearsalIsHeldOnceForEachJdk() throws Exception {
        String older = jdk("older jdk", "21.0.1").toString();

        assertThat(run(Map.of())).contains("|-XX:AOTCache=" + checkout + "/app/target/start-");
        assertThat(run(Map.of("JAVA_HOME", older)))
                .contains("rehearsing", "|-XX:SharedArchiveFile=")
                .doesNotContain("CompactObjectHeaders");
        assertThat(run(Map.of("JAVA_HOME", older))).startsWith("java|").contains("|-XX:SharedArchiveFile=");
        assertThat(run(Map.of())).startsWith("java|").contains("|-XX:AOTCache=");
    }

    @Test
    void javaIsGivenALocaleInUtf8() throws Exception {
        program("a jdk/bin/java", "#!/bin/sh\nLC_ALL=${LC_ALL:-} locale charmap\n");

        for (String locale : List.of("C", "POSIX", "C.UTF-8")) {
            assertThat(run(Map.of("LC_ALL", locale))).endsWith("UTF-8\n");
        }
    }

    @Test
    void anEndWhileItRehearsesOrBuildsIsAnEnd() throws Exception {
        for (String begun : List.of("a jdk/bin/java", "bin/mvn")) {
            program(begun, "#!/bin/sh\necho $$ >'" + folder + "/begun'\nexec sleep 60\n");
            edited("core/src/main", -30);
            Process process = builder(Map.of()).start();
            await().until(() -> Files.exists(folder.resolve("begun")));
            String child =
                    await().until(() -> Files.readString(folder.resolve("begun")).strip(), pid -> !pid.isEmpty());
            process.destroy();
            assertThat(process.waitFor()).as(begun).isZero();
            await().until(() -> ProcessHandle.of(Long.parseLong(child)).filter(ProcessHandle::isAlive).isEmpty());
            Files.delete(folder.resolve("begun"));
        }
    }

    @Test
    void aRehearsalThatFailsIsNotTriedAgain() throws Exception {
        program("a jdk/bin/java", SAYS_ITS_ARGUMENTS);
        edited("core/src/main", -30);

        assertThat(run(Map.of())).contains("that failed", "java|-XX:+ExitOnOutOfMemoryError|-XX:+UseSerialGC|")
                .doesNotContain("AOTCache");
        assertThat(run(Map.of())).startsWith("java|-XX:+ExitOnOutOfMemoryError|-XX:+UseSerialGC|")
                .doesNotContain("AOTCache");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(name + "/bin/java",
                SAYS_ITS_ARGUMENTS + MAKES_A_CACHE + "echo yes > \"$(dirname \"$0\")/../called\"\n");
        program(name + "/bin/javac", SAYS_ITS_ARGUMENTS);
        return home;
    }

    private void program(String name, String text) throws IOException {
        Path program = folder.resolve(name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void edited(String name, int secondsFromNow) throws IOException {
        Files.setLastModifiedTime(checkout.resolve(name), FileTime.from(Instant.now().plusSeconds(secondsFromNow)));
    }

    /** What it prints, started from another folder. */
    private String run(Map<String, String> environment, String... args) throws Exception {
        Process process = builder(environment, args).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private ProcessBuilder builder(Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("run").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_OPTS");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (old, mine) -> mine + old);
        builder.environment().putAll(environment);
        return builder;
    }
}

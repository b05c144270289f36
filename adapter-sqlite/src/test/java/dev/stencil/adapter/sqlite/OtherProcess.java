package dev.stencil.adapter.sqlite;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Id;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A second JVM on the same folder. */
public final class OtherProcess {
    static final Id OWNER = new Id("0123456789abcdef01234567");

    private OtherProcess() {}

    /** Does {@code what} there, to the end, and returns what it prints. */
    public static String run(String what, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                what,
                folder.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running: " + output);
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "open" -> {
                open(folder).close();
                sayLoaded();
            }
            case "read" -> {
                SqliteReading.open(folder).close();
                sayLoaded();
            }
            case "open and die" -> {
                open(folder);
                Runtime.getRuntime().halt(1);
            }
            case "copy and die" ->
                SqliteBackup.copy(folder, Files.createFile(backupOf(folder)), OtherProcess::die);
            case "restore and die" ->
                SqliteBackup.restore(backupOf(folder), restoredFrom(folder), false, OtherProcess::die);
            case "add and die" -> addAndDie(open(folder));
            case "look at locks" -> lookAtLocks(folder);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    static Path backupOf(Path folder) {
        return folder.resolveSibling("backup");
    }

    static Path restoredFrom(Path folder) {
        return folder.resolveSibling("restored");
    }

    private static void die(long done, long total) {
        Runtime.getRuntime().halt(1);
    }

    private static SqliteStorage open(Path folder) {
        SqliteStorage storage = SqliteStorage.open(folder);
        System.out.println("opened");
        return storage;
    }

    /** From where, on Linux. */
    private static void sayLoaded() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        if (Files.exists(maps)) {
            Files.readAllLines(maps).stream()
                    .filter(line -> line.contains("sqlitejdbc"))
                    .map(line -> "loaded " + line.substring(line.indexOf('/')))
                    .distinct()
                    .forEach(System.out::println);
        }
    }

    private static void addAndDie(SqliteStorage storage) {
        for (long i = 0; i < 50; i++) {
            storage.templates().add(Fixtures.template(OWNER, i));
        }
        Runtime.getRuntime().halt(1);
    }

    /** Looks past the lock of the folder at the bytes that SQLite locks while it has the file open. */
    private static void lookAtLocks(Path folder) throws IOException {
        long sharedFirst = 0x40000002L;
        int sharedSize = 510;
        try (FileChannel file = FileChannel.open(folder.resolve("stencil.db"), StandardOpenOption.WRITE)) {
            System.out.println(file.tryLock(sharedFirst, sharedSize, false) == null ? "locked" : "free");
        }
    }
}

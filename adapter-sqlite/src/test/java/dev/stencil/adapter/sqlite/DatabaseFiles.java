package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.port.StorageNotOpened;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in a data folder, and how it comes to lie there. */
public final class DatabaseFiles {
    private DatabaseFiles() {}

    /** A folder with a few rows in it, closed. */
    public static Path filled(Path folder) {
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            storage.users().add(Fixtures.user("alice"));
            for (int i = 0; i < 100; i++) {
                storage.templates().add(Fixtures.template(Fixtures.id(), "content " + i + "x".repeat(500)));
            }
        }
        return folder;
    }

    /** Adds templates that take 200 kB each. */
    public static void addLarge(SqliteStorage storage, Id owner, int number) {
        for (int i = 0; i < number; i++) {
            storage.templates().add(Fixtures.template(owner, i + "x".repeat(200_000)));
        }
    }

    /** So many templates of the account of {@link OtherProcess} are there. */
    static void assertTemplates(Path folder, int number) {
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            assertThat(Lists.readAll(storage.templates(), OtherProcess.OWNER, Order.OLDEST_FIRST, 100))
                    .hasSize(number);
        }
    }

    /** Damages a page. */
    static void overwritePage(Path file, int page) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek((page - 1) * 4096L);
            open.write("\1damage".repeat(500).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Gives a file another length. */
    public static void setLength(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }

    /** Runs SQL from outside, as a shell would. */
    public static void run(Path folder, String sql) throws SQLException {
        try (Handle handle = Handle.open(folder.resolve("stencil.db"), "mode=rw")) {
            handle.run(sql);
        }
    }

    /** Runs SQL, and leaves what a crash right after it would leave: the changes are in the log alone. */
    static void runAndCrash(Path folder, String sql) throws SQLException, IOException {
        Path copies = Files.createDirectory(folder.resolveSibling("copies of " + folder.getFileName()));
        try (Handle handle = Handle.open(folder.resolve("stencil.db"), "mode=rw")) {
            handle.run(sql);
            copy(folder, copies);
        }
        copy(copies, folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String name : new String[]{"stencil.db", "stencil.db-wal", "stencil.db-shm"}) {
            Files.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
        }
    }

    /** It cannot be opened, is told why in one line that has these parts, and stays as it was. */
    static void assertRefused(Path folder, String... messageParts) throws IOException {
        Map<String, String> before = snapshot(folder);
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(() -> SqliteStorage.open(folder))
                .satisfies(e -> assertThat(e.getMessage()).contains(messageParts).doesNotContain("\n"));
        assertThat(snapshot(folder).equals(before)).isTrue();
    }

    /** Every file of the database, to the byte. */
    static Map<String, String> snapshot(Path folder) throws IOException {
        Map<String, String> snapshot = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> String.valueOf(path.getFileName()).startsWith("stencil.db"))
                    .toList()) {
                snapshot.put(String.valueOf(file.getFileName()), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return snapshot;
    }
}

package dev.stencil.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that this is run in: a clone of the repository, built. */
public record Checkout(Path folder) {
    /** The one that {@code bench/run} names. */
    public static Checkout ofThisProcess() {
        return new Checkout(Path.of(System.getProperty("stencil.checkout", ".")).toAbsolutePath().normalize());
    }

    Path run() {
        return folder.resolve("run");
    }

    Path benchJar() {
        return folder.resolve("bench/target/bench/bench.jar");
    }

    /** Where results are. */
    public Path results() {
        return folder.resolve("bench/target");
    }

    /** A new, empty folder on the disk of the checkout: folders for temporary files are often in memory. */
    Path newFolder(String name) throws IOException {
        Path data = Files.createDirectories(results().resolve("data"));
        return Files.createTempDirectory(data, name + '-');
    }

    static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}

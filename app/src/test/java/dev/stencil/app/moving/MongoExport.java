package dev.stencil.app.moving;

import dev.stencil.app.OriginalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A database that the original made, as {@code mongoexport} writes it. */
final class MongoExport {
    private static final Pattern NUMBER =
            Pattern.compile("\\{\"\\$number(?:Int|Long|Double)\": \"(-?[0-9.]+)\"}");

    private MongoExport() {}

    /** In relaxed mode, which mongoexport has unless it is told otherwise. */
    static String relaxed(String canonical) {
        return NUMBER.matcher(canonical).replaceAll("$1");
    }

    static Path write(Path folder, String collection, UnaryOperator<String> form) throws IOException {
        List<String> lines = OriginalDatabase.recorded(collection).stream().map(form).toList();
        return Files.write(folder.resolve(collection + ".json"), lines);
    }
}

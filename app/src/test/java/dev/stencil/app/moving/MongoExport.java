package dev.stencil.app.moving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stencil.app.MongoForTests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A database that the original made, as {@code mongoexport} writes it. */
final class MongoExport {
    private static final Pattern LINE = Pattern.compile("\\{\"collection\": \"(\\w+)\", \"document\": (.*)}");
    private static final Pattern NUMBER =
            Pattern.compile("\\{\"\\$number(?:Int|Long|Double)\": \"(-?[0-9.]+)\"}");

    private MongoExport() {}

    /** The documents of a collection, in the order of the database, in canonical mode. */
    static List<String> documents(String collection) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(MongoForTests.class.getResourceAsStream("golden/database.jsonl"))) {
            List<String> documents = new ArrayList<>();
            for (String line : new String(file.readAllBytes(), UTF_8).split("\n", -1)) {
                Matcher parts = LINE.matcher(line);
                if (parts.matches() && parts.group(1).equals(collection)) {
                    documents.add(parts.group(2));
                }
            }
            return documents;
        }
    }

    /** In relaxed mode, which mongoexport has unless it is told otherwise. */
    static String relaxed(String canonical) {
        return NUMBER.matcher(canonical).replaceAll("$1");
    }

    static Path write(Path folder, String collection, UnaryOperator<String> form) throws IOException {
        List<String> lines = documents(collection).stream().map(form).toList();
        return Files.write(folder.resolve(collection + ".json"), lines);
    }

    /** The values that the original listed for a user, as it stored them. */
    static List<JsonNode> listed(String user) throws IOException {
        JsonMapper json = new JsonMapper();
        return documents("templates").stream()
                .map(MongoExport::relaxed)
                .map(json::readTree)
                .filter(document -> document.get("profile").asString("").equals(user))
                .map(document -> document.get("template"))
                .toList();
    }
}

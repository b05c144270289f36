package dev.stencil.app.fuzz;

import dev.stencil.app.golden.RawAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ids and tokens that the server gave out, by name, for later requests. */
final class Known {
    private static final int KEPT = 8;
    private static final Map<String, String> GIVEN_AS =
            Map.of("cursor", "next_cursor", "If-Match", "etag", "If-None-Match", "etag");

    private final Map<String, List<String>> values = new HashMap<>();

    void remember(RawAnswer answer) {
        answer.header("etag").ifPresent(tag -> remember("etag", tag));
        if (answer.status() / 100 == 2 && answer.header("content-type").orElse("").equals("application/json")) {
            try {
                remember(JsonMapper.shared().readTree(answer.body()));
            } catch (JacksonException e) {
                // What is wrong with answers is looked for elsewhere.
            }
        }
    }

    private void remember(JsonNode node) {
        node.propertyStream()
                .filter(member -> member.getValue().isString())
                .forEach(member -> remember(member.getKey(), member.getValue().stringValue()));
        if (node.path("items").isArray()) {
            node.get("items").forEach(this::remember);
        }
    }

    private void remember(String name, String value) {
        List<String> known = values.computeIfAbsent(name, any -> new ArrayList<>());
        known.add(value);
        if (known.size() > KEPT) {
            known.removeFirst();
        }
    }

    void forget() {
        values.clear();
    }

    void put(String name, String value) {
        values.put(name, new ArrayList<>(List.of(value)));
    }

    Optional<String> value(String name, Dice dice) {
        List<String> known = values.getOrDefault(GIVEN_AS.getOrDefault(name, name), List.of());
        return known.isEmpty() ? Optional.empty() : Optional.of(dice.oneOf(known));
    }
}

package dev.stencil.app.moving;

import dev.stencil.app.config.CommandFailed;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.archive.KeyRole;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Members of an object in a line of an export, read as what each must be. Not Jackson's data binding: that makes all
 * values of a line before anything could bound what they take ({@link JsonLine}), and its complaints quote the line.
 */
record Members(Lines.Line line, Map<?, ?> map) {
    private static final Pattern TOKEN = Pattern.compile("jti:[0-9a-f]{64}");

    /** Refuses it unless it has these, and of others at most those. */
    void require(Set<String> names, String... others) {
        Set<Object> more = new HashSet<>(map.keySet());
        boolean isComplete = more.containsAll(names);
        more.removeAll(names);
        if (!isComplete || !List.of(others).containsAll(more)) {
            throw line.wrong(ExportReader.UNKNOWN);
        }
    }

    boolean has(String name) {
        return map.containsKey(name);
    }

    String text(String name) {
        return as(String.class, name);
    }

    long number(String name) {
        return as(Long.class, name);
    }

    Members object(String name) {
        return new Members(line, as(Map.class, name));
    }

    <T> T as(Class<T> type, String name) {
        Object value = map.get(name);
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw wrong(name);
    }

    Instant time(String name) {
        return Instant.ofEpochMilli(number(name));
    }

    Id id(String name) {
        return Id.parse(text(name)).orElseThrow(() -> wrong(name));
    }

    SessionId token(String name) {
        return Optional.of(text(name))
                .filter(TOKEN.asMatchPredicate())
                .map(SessionId::new)
                .orElseThrow(() -> wrong(name));
    }

    KeyRole role() {
        return switch (text("role")) {
            case "holder" -> KeyRole.HOLDER;
            case "sharer" -> KeyRole.SHARER;
            default -> throw wrong("role");
        };
    }

    Roles roles() {
        List<?> words = as(List.class, "roles");
        if (!words.stream().allMatch(String.class::isInstance)) {
            throw wrong("roles");
        }
        try {
            return Roles.of(words.stream().map(String.class::cast).toList());
        } catch (Failure.Invalid e) {
            throw wrong("roles");
        }
    }

    private CommandFailed wrong(String name) {
        return line.wrong("its member " + name + " is not as an export has it");
    }
}

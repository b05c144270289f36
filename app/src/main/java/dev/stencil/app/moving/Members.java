package dev.stencil.app.moving;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.archive.KeyRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Members of an object in a line of an export, read as what each must be. Not Jackson's data binding: that makes all
 * values of a line before anything could bound what they take ({@link JsonLine}), and its complaints quote the line.
 */
record Members(Lines.Line line, Map<?, ?> map) {
    private static final Pattern TOKEN = Pattern.compile("jti:[0-9a-f]{64}");
    private static final Map<String, KeyRole> ROLES = Map.of("holder", KeyRole.HOLDER, "sharer", KeyRole.SHARER);

    Members require(Set<String> names, Set<String> others) {
        boolean known = map.keySet().stream().allMatch(name -> names.contains(name) || others.contains(name));
        if (!known || !map.keySet().containsAll(names)) {
            throw line.wrong(ExportReader.UNKNOWN);
        }
        return this;
    }

    boolean has(String name) {
        return map.containsKey(name);
    }

    @Nullable
    Object value(String name) {
        return map.get(name);
    }

    Object there(String name) {
        Object value = map.get(name);
        if (value == null) {
            throw wrong(name);
        }
        return value;
    }

    String text(String name) {
        return as(String.class, name);
    }

    boolean truth(String name) {
        return as(Boolean.class, name);
    }

    long number(String name) {
        return as(Long.class, name);
    }

    Members object(String name) {
        return new Members(line, as(Map.class, name));
    }

    private <T> T as(Class<T> type, String name) {
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
        KeyRole role = ROLES.get(text("role"));
        if (role == null) {
            throw wrong("role");
        }
        return role;
    }

    Roles roles() {
        try {
            return Roles.of(texts("roles"));
        } catch (Failure.Invalid e) {
            throw wrong("roles");
        }
    }

    private List<String> texts(String name) {
        if (map.get(name) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(name);
    }

    private CannotMove wrong(String name) {
        return line.wrong("its member " + name + " is not as an export has it");
    }
}

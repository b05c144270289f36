package dev.stencil.core.domain.template;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Validator of a value from outside; in the same pass it copies the value into the types of {@link Content#value()}
 * unless it was given away.
 */
final class ContentCheck {
    private static final int LONG_BITS = Long.SIZE - 1;

    private final ContentLimits limits;
    private final boolean copies;
    private final Deque<Object> path = new ArrayDeque<>();

    /** @param copies whether arrays and objects are copied: otherwise they must be of the right types all through */
    ContentCheck(ContentLimits limits, boolean copies) {
        this.limits = limits;
        this.copies = copies;
    }

    @Nullable
    Object checked(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text(text);
            case Boolean bool -> bool;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case BigInteger number -> integer(number);
            case Double number -> finite(number);
            case Float number -> finite(number.doubleValue());
            case BigDecimal number -> finite(number.doubleValue());
            case Map<?, ?> object -> object(object);
            case List<?> array -> array(array);
            default -> throw invalid("not_json", "is not a JSON value");
        };
    }

    private Map<?, ?> object(Map<?, ?> object) {
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(copies ? object.size() : 0);
        for (Map.Entry<?, ?> member : object.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw invalid("not_json", "has a member whose name is no string");
            }
            checkName(name);
            Object value = within(name, member.getValue());
            if (copies) {
                copy.put(name, value);
            }
        }
        return copies ? Collections.unmodifiableMap(copy) : object;
    }

    private List<?> array(List<?> array) {
        List<@Nullable Object> copy = new ArrayList<>(copies ? array.size() : 0);
        int index = 0;
        for (Object element : array) {
            Object value = within(index++, element);
            if (copies) {
                copy.add(value);
            }
        }
        return copies ? Collections.unmodifiableList(copy) : array;
    }

    private @Nullable Object within(Object step, @Nullable Object value) {
        path.addLast(step);
        boolean nested = value instanceof Map || value instanceof List;
        if (nested && path.size() >= limits.depth()) {
            throw invalid("too_deep", "is nested more than " + limits.depth() + " levels deep");
        }
        Object copy = checked(value);
        path.removeLast();
        return copy;
    }

    private void checkName(String name) {
        if (name.length() > ContentLimits.NAME_CHARS) {
            throw invalid("name_too_long",
                    "has a member name of more than " + ContentLimits.NAME_CHARS + " characters");
        }
        if (name.indexOf('\0') >= 0) {
            throw invalid("nul_in_name", "has a member name that contains NUL");
        }
        if (Text.hasLoneSurrogate(name)) {
            throw invalid("lone_surrogate", "has a member name with a lone surrogate");
        }
    }

    private String text(String text) {
        if (Text.hasLoneSurrogate(text)) {
            throw invalid("lone_surrogate", "contains a lone surrogate");
        }
        return text;
    }

    private Long integer(BigInteger number) {
        if (number.bitLength() > LONG_BITS) {
            throw invalid("number_out_of_range", "has an integer beyond 64 bits");
        }
        return number.longValue();
    }

    private Double finite(double number) {
        if (!Double.isFinite(number)) {
            throw invalid("number_out_of_range", "has a number that is not finite or beyond a double");
        }
        return number;
    }

    private Failure.Invalid invalid(String code, String what) {
        StringBuilder pointer = new StringBuilder();
        for (Object step : path) {
            pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
        }
        return new Failure.Invalid(pointer.toString(), code, what);
    }
}

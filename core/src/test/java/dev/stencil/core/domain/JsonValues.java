package dev.stencil.core.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON values, some of them hard to tell apart, and says which are equal in a way of its own.
 *
 * @param chance a number below the one that it is given
 */
public record JsonValues(IntUnaryOperator chance) {
    private static final List<Double> DOUBLES = List.of(
            0.0, -0.0, 1.0, -1.0, 0.1, 1e21, 0x1p53, 0x1p53 + 2, 0x1p63, -0x1p63, 0x1p62, Math.nextUp(0x1p52), 1e-7,
            Double.MIN_VALUE, Double.MAX_VALUE, 1e22, 123456789.0);
    private static final List<Long> LONGS = List.of(
            0L, 1L, -1L, 1L << 53, (1L << 53) + 1, (1L << 53) + 2, 1L << 62, Long.MAX_VALUE, Long.MAX_VALUE - 1,
            Long.MIN_VALUE, Long.MIN_VALUE + 1, 123456789L);
    private static final List<String> TEXTS = List.of(
            "", "a", "b", "\0", "\n", "\u001f", " ", "\"", "\\", "\\n", "\\u000a", "/", "\u00e9", "e\u0301", "\u007f",
            "\ud83d\ude42",
            "\uffee", "1", "1.0", "null", "{}", "\",\"", "a\":1,\"b");

    @Nullable
    public Object value(int depth) {
        return switch (below(depth > 0 ? 9 : 6)) {
            case 0 -> oneOf(DOUBLES);
            case 1 -> oneOf(LONGS);
            case 2 -> oneOf(TEXTS);
            case 3 -> oneOf(TEXTS) + oneOf(TEXTS);
            case 4 -> below(2) == 0;
            case 5 -> null;
            case 6, 7 -> object(depth - 1);
            default -> list(depth - 1);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = below(4); i > 0; i--) {
            list.add(value(depth));
        }
        return list;
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = below(4); i > 0; i--) {
            object.put(oneOf(TEXTS), value(depth));
        }
        return object;
    }

    /** The same value written in another way here and there, or one that is nearly the same. */
    @Nullable
    public Object like(@Nullable Object value) {
        if (below(12) == 0) {
            return value(1);
        }
        return switch (value) {
            case null -> null;
            case Long number when below(2) == 0 -> (double) number;
            case Double number when below(2) == 0 -> (long) (double) number;
            case List<?> list -> likeList(list);
            case Map<?, ?> object -> likeObject(object);
            default -> value;
        };
    }

    private List<@Nullable Object> likeList(List<?> list) {
        List<@Nullable Object> other = new ArrayList<>();
        list.forEach(element -> other.add(like(element)));
        return other;
    }

    /** Its members in another order. */
    private Map<String, @Nullable Object> likeObject(Map<?, ?> object) {
        List<Object> names = new ArrayList<>(object.keySet());
        Collections.rotate(names, below(3));
        Map<String, @Nullable Object> other = new LinkedHashMap<>();
        names.forEach(name -> other.put((String) name, like(object.get(name))));
        return other;
    }

    /** As RFC 8259 leaves it to common sense: numbers by their exact value, objects whatever the order of members. */
    public static boolean areEqual(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case Number number -> other instanceof Number second && exact(number).compareTo(exact(second)) == 0;
            case List<?> list -> other instanceof List<?> second && areEqual(list, second);
            case Map<?, ?> object -> other instanceof Map<?, ?> second
                    && object.keySet().equals(second.keySet())
                    && object.keySet().stream().allMatch(name -> areEqual(object.get(name), second.get(name)));
            case null, default -> Objects.equals(one, other);
        };
    }

    private static boolean areEqual(List<?> one, List<?> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(i -> areEqual(one.get(i), other.get(i)));
    }

    private static BigDecimal exact(Number number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : new BigDecimal(number.doubleValue());
    }

    private int below(int bound) {
        return chance.applyAsInt(bound);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}

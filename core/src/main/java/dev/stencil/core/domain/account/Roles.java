package dev.stencil.core.domain.account;

import dev.stencil.core.domain.Failure;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Roles of an account: words that say what it may do, here and in services that verify its access tokens.
 *
 * @param words sorted, each of them once, unmodifiable. A store gives back what it holds, whatever that is
 */
public record Roles(List<String> words) {
    /** The most roles of an account. */
    public static final int MAX = 16;

    public static final Roles NONE = new Roles(List.of());

    /** Role of those who take care of all accounts. */
    public static final String ADMIN = "admin";

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    public Roles {
        words = words.stream().distinct().sorted().toList();
    }

    /**
     * Roles for an account, in any order.
     *
     * @throws Failure.Invalid if one is no word of at most 32 characters that begins with a letter, all lower case; the
     *     pointer is that of its place. Or if there are more than {@value #MAX}
     */
    public static Roles of(Collection<String> words) {
        int place = 0;
        for (String word : words) {
            requireWord("/" + place++, word);
        }
        Roles roles = new Roles(List.copyOf(words));
        if (roles.words.size() > MAX) {
            throw new Failure.Invalid("", "too_many", "must be at most " + MAX + " roles");
        }
        return roles;
    }

    /**
     * A word that may be a role.
     *
     * @throws Failure.Invalid if it is none
     */
    public static String word(String text) {
        requireWord("", text);
        return text;
    }

    private static void requireWord(String pointer, String word) {
        if (!WORD.matcher(word).matches()) {
            throw new Failure.Invalid(
                    pointer, "invalid_role", "must be a letter a to z, then at most 31 of a to z, 0 to 9, _ and -");
        }
    }

    public boolean has(String word) {
        return words.contains(word);
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }
}

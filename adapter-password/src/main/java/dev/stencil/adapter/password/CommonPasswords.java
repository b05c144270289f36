package dev.stencil.adapter.password;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;

/**
 * The passwords that most people use and everybody tries first: a list of 100,000 that comes with nbvcxz, as one text
 * of a megabyte. Strings of their own would take nine times as much, and be made at each start.
 */
public final class CommonPasswords extends AbstractSet<String> {
    private static final String LIST = "/dictionaries/passwords.txt";

    /** Each with a line end before and behind it. */
    private final String lines;

    private CommonPasswords(String lines) {
        this.lines = lines;
    }

    /**
     * Reads the list anew: keep the result.
     *
     * @return in lower case, unmodifiable; to look for one takes about a millisecond
     * @throws IllegalStateException if the list is not on the class path
     */
    public static Set<String> load() {
        return load(LIST);
    }

    static Set<String> load(String resource) {
        try (InputStream list = CommonPasswords.class.getResourceAsStream(resource)) {
            if (list == null) {
                throw new IllegalStateException(
                        "the list of common passwords, " + resource + " of nbvcxz, is not on the class path");
            }
            String text = new String(list.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
            return new CommonPasswords("\n" + text.toLowerCase(Locale.ROOT) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean contains(Object password) {
        return password instanceof String text && !text.isEmpty() && text.indexOf('\n') < 0
                && lines.contains("\n" + text + "\n");
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public Iterator<String> iterator() {
        return lines.lines().skip(1).distinct().iterator();
    }

    @Override
    public int size() {
        return Math.toIntExact(lines.lines().skip(1).distinct().count());
    }
}

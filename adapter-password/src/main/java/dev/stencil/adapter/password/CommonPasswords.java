package dev.stencil.adapter.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The passwords that most people use and everybody tries first: a list of 100,000 that comes with nbvcxz. */
public final class CommonPasswords {
    private static final String LIST = "/dictionaries/passwords.txt";

    private CommonPasswords() {}

    /**
     * Reads the list anew: keep the result, it takes about 6 MiB of heap.
     *
     * @return in lower case, unmodifiable
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
            return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8)).lines()
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

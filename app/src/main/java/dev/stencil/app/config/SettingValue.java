package dev.stencil.app.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Value of a setting, with the flag or the variable that it came from; a complaint names that. The value may be a
 * misplaced secret, so nothing shows it.
 */
public record SettingValue(String name, String value) {
    /** In the place of a character that the JVM could not read, as outside of a UTF-8 locale. */
    private static final char LOST = '\uFFFD';

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** @throws BadSetting if it is not what was meant: characters of it are lost, or none of it */
    public SettingValue {
        if (value.indexOf(LOST) >= 0) {
            throw new BadSetting(name + " has a character that could not be read: start with LC_ALL=C.UTF-8 or another"
                    + " UTF-8 locale, and give it in UTF-8");
        }
        if (value.startsWith(BYTE_ORDER_MARK)) {
            throw new BadSetting(name + " begins with a byte order mark: save it as UTF-8 without one");
        }
    }

    public Path path() {
        try {
            Path path = Path.of(value);
            if (!path.isAbsolute() && !Files.isDirectory(Path.of("").toAbsolutePath())) {
                throw new BadSetting(name + " cannot be used: the name of the folder you are in could not be read:"
                        + " start with LC_ALL=C.UTF-8 or another UTF-8 locale");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new BadSetting(name + " cannot be used: it is no path");
        }
    }

    public int wholeNumber(int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Not even a number: refused below.
        }
        throw mustBe("a whole number from " + least + " to " + most);
    }

    public <T> T oneOf(Map<String, T> choices) {
        T choice = choices.get(value);
        if (choice == null) {
            throw mustBe(String.join(" or ", choices.keySet().stream().sorted().toList()));
        }
        return choice;
    }

    BadSetting mustBe(String allowed) {
        return new BadSetting(name + " must be " + allowed);
    }

    @Override
    public String toString() {
        return "SettingValue[name=" + name + "]";
    }
}

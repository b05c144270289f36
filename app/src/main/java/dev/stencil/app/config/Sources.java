package dev.stencil.app.config;

import dev.stencil.app.file.BoundedRead;
import dev.stencil.app.file.SecretFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;

/**
 * Sources of the settings: flags, then the environment. A variable that is empty is not set.
 *
 * @param profile decides who may read a file that holds a secret
 * @param flags those that were given, by name
 */
public record Sources(Profile profile, Map<String, String> flags, Map<String, String> environment) {
    /** What the flag or the variable says. */
    Optional<SettingValue> given(Setting setting) {
        return flag(setting.flag).or(() -> variable(setting.name()));
    }

    /** The same, or the default of a setting that has one. */
    SettingValue value(Setting setting) {
        return given(setting).orElseGet(() -> new SettingValue(setting.name(), setting.defaultIn(profile)));
    }

    Optional<SettingValue> flag(String name) {
        Optional<SettingValue> given = Optional.ofNullable(flags.get(name)).map(value -> new SettingValue(name, value));
        if (given.filter(it -> it.value().isBlank()).isPresent()) {
            throw new BadSetting(name + " must not be empty");
        }
        return given;
    }

    private Optional<SettingValue> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> new SettingValue(name, value));
    }

    /** The value of the variable, or the text of the file that the variable {@code <name>_FILE} names. */
    public Optional<SettingValue> secret(Setting setting) {
        String name = setting.name();
        Optional<SettingValue> value = variable(name);
        Optional<SettingValue> file = variable(name + "_FILE");
        if (value.isPresent() && file.isPresent()) {
            throw new BadSetting(name + " and " + name + "_FILE are both set: unset one of them");
        }
        return value.or(() -> file.map(this::read));
    }

    private SettingValue read(SettingValue file) {
        try {
            // Most editors end a file with a new line; it is no part of the secret.
            String text = new BoundedRead<String>().read(() -> text(file)).replaceFirst("\\R\\z", "");
            if (text.isBlank()) {
                throw new BadSetting(file.name() + " names an empty file");
            }
            return new SettingValue(file.name(), text);
        } catch (CharacterCodingException e) {
            throw new BadSetting(file.name() + " names a file that is not UTF-8 text");
        } catch (IOException e) {
            // Not even the path is shown: it is the secret itself if somebody mistook the variable.
            throw new BadSetting(file.name() + " names a file that cannot be read");
        }
    }

    private String text(SettingValue file) throws IOException {
        SecretFile secret = new SecretFile(file.path());
        if (secret.isIrregular()) {
            throw new BadSetting(file.name() + " names a file that cannot be read: it " + SecretFile.IRREGULAR);
        }
        Optional<String> exposure = profile == Profile.PRODUCTION ? secret.exposure() : Optional.empty();
        if (exposure.isPresent()) {
            throw new BadSetting(file.name() + ' ' + exposure.get());
        }
        return secret.text();
    }

    @Override
    public String toString() {
        return "Sources[profile=" + profile + "]";
    }
}

package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.adapter.jwt.JwkSet;
import dev.stencil.adapter.jwt.KeyAlgorithm;
import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Setting;
import dev.stencil.app.config.SettingValue;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Sources;
import dev.stencil.app.file.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretSettingsTest {
    private static final String SECRET = "canary-0123456789abcdef0123456789";
    private static final String PUBLISHED = "38dd56f56d405e02ec0ba4be4607eaab";

    private static final String KEYS = JwkSet.generate(KeyAlgorithm.ES256).json();

    @TempDir
    Path folder;

    @Test
    void productionNeedsASigningSecret() {
        assertRefused(Profile.PRODUCTION, Map.of(),
                "JWT_KEYS_FILE or JWT_SECRET_KEY (or JWT_SECRET_KEY_FILE) must be set");
    }

    @Test
    void aKeyFileTakesThePlaceOfTheSecret() throws IOException {
        Map<String, String> environment = Map.of("JWT_KEYS_FILE", file(KEYS, "rw-------").toString());

        assertThat(read(Profile.PRODUCTION, environment).keyFile()).isPresent();
        assertThat(read(Profile.PRODUCTION, environment).signingSecret()).isEmpty();
    }

    @Test
    void aKeyFileThatOthersMayReadIsRefusedInProduction() throws IOException {
        Map<String, String> environment = Map.of("JWT_KEYS_FILE", file(KEYS, "rw-r--r--").toString());

        assertThat(read(Profile.DEVELOPMENT, environment).keyFile()).isPresent();
        assertRefused(Profile.PRODUCTION, environment,
                "JWT_KEYS_FILE cannot be used: it names a file that others may read");
    }

    @Test
    void aKeyFileThatIsMissingBadOrTooLongIsRefused() throws IOException {
        assertKeysRefused(folder.resolve(SECRET), "the file cannot be read");
        assertKeysRefused(folder, "the file cannot be read");
        assertKeysRefused(file("", "rw-------"), "it is no JSON object");
        assertKeysRefused(file("{\"keys\":[{\"k\":\"" + SECRET + "\"}]}", "rw-------"), "key 1 is neither");
        assertKeysRefused(file(" ".repeat(65_537 - KEYS.length()) + KEYS, "rw-------"),
                "the file has more than 65536 bytes");
        String fits = file(" ".repeat(65_536 - KEYS.length()) + KEYS, "rw-------").toString();
        assertThat(read(Profile.DEVELOPMENT, Map.of("JWT_KEYS_FILE", fits)).keyFile()).isPresent();
        assertRefused(Profile.DEVELOPMENT, "JWT_KEYS_FILE", SECRET + "\0", "it is no path");
    }

    private static void assertKeysRefused(Path file, String why) {
        assertRefused(Profile.DEVELOPMENT, "JWT_KEYS_FILE", file, "JWT_KEYS_FILE cannot be used: " + why);
    }

    @Test
    void lengthIsCountedInBytesOfUtf8() {
        assertThat(read(Profile.PRODUCTION, Map.of("JWT_SECRET_KEY", "ü".repeat(16))).signingSecret()).isPresent();
        assertRefused(Profile.PRODUCTION, "JWT_SECRET_KEY", "u".repeat(31), "JWT_SECRET_KEY must be at least 32");
    }

    @Test
    void thePublishedSecretIsForDevelopmentOnly() {
        Map<String, String> environment = Map.of("JWT_SECRET_KEY", PUBLISHED);

        assertThat(read(Profile.DEVELOPMENT, environment).signingSecret()).isPresent();
        assertRefused(Profile.PRODUCTION, environment, "JWT_SECRET_KEY is a secret that was published");
    }

    @Test
    void aSecretMayLieInAFile() throws IOException {
        Path file = file(SECRET + "\n", "rw-------");

        assertThat(read(Profile.PRODUCTION, Map.of("JWT_SECRET_KEY_FILE", file.toString())).signingSecret())
                .isPresent();
        Map<String, String> environment = Map.of("JWT_SECRET_KEY_FILE", file.toString());
        assertThat(new Sources(Profile.PRODUCTION, Map.of(), environment).secret(Setting.JWT_SECRET_KEY))
                .hasValueSatisfying(given -> assertThat(given.value()).isEqualTo(SECRET));
    }

    @ParameterizedTest
    @CsvSource({
            "rw-r--r--, others may read or change",
            "rw-----w-, others may read or change",
            "rw-r-----, its group may read or change",
            "rw--w----, its group may read or change"
    })
    void aFileThatSomebodyElseMayReadOrChangeIsRefusedInProduction(String permissions, String why) throws IOException {
        Map<String, String> environment = Map.of("JWT_SECRET_KEY_FILE", file(SECRET, permissions).toString());

        assertThat(read(Profile.DEVELOPMENT, environment).signingSecret()).isPresent();
        assertRefused(Profile.PRODUCTION, environment, "JWT_SECRET_KEY_FILE names a file that " + why);
    }

    /** As Kubernetes mounts it: it belongs to root, and the server is in the group. */
    @Test
    void aFileOfSomebodyElseMayBeReadThroughItsGroup() {
        assertThat(SecretFile.exposure(0440, false)).isEmpty();
        assertThat(SecretFile.exposure(0460, false)).isPresent();
        assertThat(SecretFile.exposure(0444, false)).isPresent();
    }

    @Test
    void aLinkIsAsSafeAsWhatItLeadsTo() throws IOException {
        Path closed = Files.createSymbolicLink(folder.resolve("closed"), file(SECRET, "r--------"));
        Path open = Files.createSymbolicLink(folder.resolve("open"), file(SECRET, "r--r--r--"));

        assertThat(read(Profile.PRODUCTION, Map.of("JWT_SECRET_KEY_FILE", closed.toString())).signingSecret())
                .isPresent();
        assertRefused(Profile.PRODUCTION, "JWT_SECRET_KEY_FILE", open, "others may read or change");
    }

    @Test
    void aFolderInWhichOthersMayReplaceTheFileOrTheLinkIsRefused() throws IOException {
        Path file = file(SECRET, "r--------");
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Path link = Files.createSymbolicLink(shared.resolve("link"), file);
        Map<String, String> environment = Map.of("JWT_SECRET_KEY_FILE", link.toString());
        assertThat(read(Profile.PRODUCTION, environment).signingSecret()).isPresent();

        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(Profile.PRODUCTION, environment, "lies in a folder where others may replace it");
        // As in /tmp, and where Kubernetes mounts: each may only replace what is their own.
        assertThat(SecretFile.isOpenFolder(01777)).isFalse();
    }

    @Test
    void aFileThatIsMissingEmptyOrNoTextIsRefused() throws IOException {
        Path missing = folder.resolve("missing");
        Path empty = file("\n", "rw-------");
        Path noText = Files.write(folder.resolve("bytes"), new byte[]{(byte) 0xff});

        assertRefused(Profile.DEVELOPMENT, "JWT_SECRET_KEY_FILE", missing, "cannot be read");
        assertRefused(Profile.DEVELOPMENT, "JWT_SECRET_KEY_FILE", empty, "names an empty file");
        assertRefused(Profile.DEVELOPMENT, "JWT_SECRET_KEY_FILE", noText, "is not UTF-8 text");
        // Meant for the variable without _FILE.
        assertRefused(Profile.DEVELOPMENT, "JWT_SECRET_KEY_FILE", SECRET, "cannot be read");
    }

    @Test
    void aByteOrderMarkIsRefused() throws IOException {
        Path file = file("\uFEFF" + SECRET, "rw-------");
        for (String name : List.of("JWT_SECRET_KEY", "MONGODB_URI")) {
            assertRefused(Profile.DEVELOPMENT, name + "_FILE", file, name + "_FILE begins with a byte order mark");
            assertRefused(Profile.DEVELOPMENT, name, "\uFEFF" + SECRET, name + " begins with a byte order mark");
        }
    }

    @Test
    @Timeout(60)
    void whatIsNoRegularFileIsRefusedAtOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start().waitFor()).isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        for (String path : List.of(pipe.toString(), link.toString(), folder.toString(), "/dev/zero")) {
            for (Profile profile : Profile.values()) {
                for (String name : List.of("JWT_SECRET_KEY_FILE", "MONGODB_URI_FILE", "JWT_KEYS_FILE")) {
                    Map<String, String> environment = new HashMap<>(Map.of("JWT_SECRET_KEY", SECRET));
                    environment.remove(name.replace("_FILE", ""));
                    environment.put(name, path);
                    assertRefused(profile, environment, name);
                    assertRefused(profile, environment, "is no regular file");
                }
            }
        }
    }

    @Test
    void aSecretWhoseCharactersAreLostIsRefused() throws IOException {
        assertRefused(Profile.PRODUCTION, "JWT_SECRET_KEY", "\uFFFD".repeat(40),
                "JWT_SECRET_KEY has a character that could not be read");
        Path file = file("\uFFFD".repeat(40), "rw-------");
        assertRefused(Profile.PRODUCTION, "JWT_SECRET_KEY_FILE", file,
                "JWT_SECRET_KEY_FILE has a character that could not be read");
    }

    @Test
    void aValueAndAFileAtOnceAreRefused() {
        for (String name : List.of("JWT_SECRET_KEY", "MONGODB_URI")) {
            assertRefused(Profile.DEVELOPMENT, Map.of(name, "mongodb://" + SECRET, name + "_FILE", "x"),
                    name + " and " + name + "_FILE are both set");
        }
    }

    @Test
    void settingsShowNoSecret() {
        Map<String, String> environment =
                Map.of("JWT_SECRET_KEY", SECRET, "MONGODB_URI", "mongodb://u:" + SECRET + "@h/");
        Settings settings = read(Profile.PRODUCTION, environment);

        assertThat(settings.toString()).doesNotContain("canary");
        assertThat(settings.store().description()).doesNotContain("canary");
        assertThat(new Sources(Profile.PRODUCTION, Map.of(), environment).toString()).doesNotContain("canary");
        assertThat(new SettingValue("X", SECRET).toString()).doesNotContain("canary");
    }

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.createTempFile(folder, "secret", "");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static void assertRefused(Profile profile, String variable, Object value, String why) {
        assertRefused(profile, Map.of(variable, value.toString()), why);
    }

    private static void assertRefused(Profile profile, Map<String, String> environment, String why) {
        assertThatThrownBy(() -> read(profile, environment))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining(PUBLISHED);
    }

    private static Settings read(Profile profile, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("DATA_DIR", "somewhere");
        return new SettingsReader(new Sources(profile, Map.of(), all)).read();
    }
}

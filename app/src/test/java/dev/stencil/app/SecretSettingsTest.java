package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSettingsTest {
    private static final String SECRET = "canary-0123456789abcdef0123456789";
    private static final String PUBLISHED = "38dd56f56d405e02ec0ba4be4607eaab";

    @TempDir
    Path folder;

    @Test
    void productionNeedsASigningSecret() {
        assertRefused(Profile.PRODUCTION, Map.of(), "JWT_SECRET_KEY (or JWT_SECRET_KEY_FILE) must be set");
    }

    @Test
    void lengthIsCountedInBytesOfUtf8() {
        assertThat(read(Profile.PRODUCTION, Map.of("JWT_SECRET_KEY", "ü".repeat(16))).signingSecret()).isPresent();
        assertRefused(Profile.PRODUCTION, Map.of("JWT_SECRET_KEY", "u".repeat(31)),
                "JWT_SECRET_KEY must be at least 32");
    }

    @Test
    void thePublishedSecretIsForDevelopmentOnly() {
        Map<String, String> environment = Map.of("JWT_SECRET_KEY", PUBLISHED);

        assertThat(read(Profile.DEVELOPMENT, environment).signingSecret()).isPresent();
        assertRefused(Profile.PRODUCTION, environment, "JWT_SECRET_KEY is a secret that was published");
    }

    @Test
    void aSecretMayLieInAFile() throws IOException {
        Path file = file(SECRET + "\n", "rw-r-----");

        assertThat(read(Profile.PRODUCTION, Map.of("JWT_SECRET_KEY_FILE", file.toString())).signingSecret())
                .isPresent();
        assertThat(new Sources(Profile.PRODUCTION, Map.of(), Map.of("X_FILE", file.toString())).secret("X"))
                .hasValueSatisfying(given -> assertThat(given.value()).isEqualTo(SECRET));
    }

    @Test
    void aFileThatOthersMayReadIsRefusedInProduction() throws IOException {
        Map<String, String> environment = Map.of("JWT_SECRET_KEY_FILE", file(SECRET, "rw-r--r--").toString());

        assertThat(read(Profile.DEVELOPMENT, environment).signingSecret()).isPresent();
        assertRefused(Profile.PRODUCTION, environment, "JWT_SECRET_KEY_FILE names a file that others may read");
    }

    @Test
    void aFileThatIsMissingEmptyOrNoTextIsRefused() throws IOException {
        Path missing = folder.resolve("missing");
        Path empty = file("\n", "rw-------");
        Path noText = Files.write(folder.resolve("bytes"), new byte[]{(byte) 0xff});

        assertRefused(Profile.DEVELOPMENT, Map.of("JWT_SECRET_KEY_FILE", missing.toString()), "cannot be read");
        assertRefused(Profile.DEVELOPMENT, Map.of("JWT_SECRET_KEY_FILE", empty.toString()), "names an empty file");
        assertRefused(Profile.DEVELOPMENT, Map.of("JWT_SECRET_KEY_FILE", noText.toString()), "is not UTF-8 text");
    }

    @Test
    void aSecretInTheVariableForAFileIsNotShown() {
        assertRefused(Profile.DEVELOPMENT, Map.of("JWT_SECRET_KEY_FILE", SECRET), "cannot be read");
    }

    @Test
    void aValueAndAFileAtOnceAreRefused() {
        assertRefused(
                Profile.DEVELOPMENT,
                Map.of("JWT_SECRET_KEY", SECRET, "JWT_SECRET_KEY_FILE", "x"),
                "JWT_SECRET_KEY and JWT_SECRET_KEY_FILE are both set");
        assertRefused(
                Profile.DEVELOPMENT,
                Map.of("MONGODB_URI", "mongodb://" + SECRET, "MONGODB_URI_FILE", "x"),
                "MONGODB_URI and MONGODB_URI_FILE are both set");
    }

    @Test
    void settingsShowNoSecret() {
        Map<String, String> environment =
                Map.of("JWT_SECRET_KEY", SECRET, "MONGODB_URI", "mongodb://u:" + SECRET + "@h/");
        Settings settings = read(Profile.PRODUCTION, environment);

        assertThat(settings.toString()).doesNotContain("canary");
        assertThat(settings.store().description()).doesNotContain("canary");
        assertThat(new Sources(Profile.PRODUCTION, Map.of(), environment).toString()).doesNotContain("canary");
        assertThat(new Given("X", SECRET).toString()).doesNotContain("canary");
    }

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.createTempFile(folder, "secret", "");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
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
        return SettingsReader.read(new Sources(profile, Map.of(), all));
    }
}

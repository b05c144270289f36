package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.jwt.JwkSet;
import dev.stencil.adapter.jwt.KeyAlgorithm;
import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Sources;
import dev.stencil.app.keys.DevelopmentSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeaknessesTest {
    private static final String PUBLISHED = "38dd56f56d405e02ec0ba4be4607eaab";

    @TempDir
    Path folder;

    @Test
    void productionAsItIsByDefaultHasNone() {
        assertThat(inProduction(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "LOGIN_FREE_FAILURES,      off",
            "REGISTRATIONS_PER_HOUR,   off",
            "MIN_PASSWORD_LENGTH,      7",
            "PASSWORD_BLOCKLIST,       off",
            "JWT_ACCESS_TOKEN_EXPIRES, 86401",
            "CORS_ALLOWED_ORIGINS,     http://app.example"
    })
    void whatIsWeakerThanTheDefaultIsNamedByItsSetting(String variable, String value) {
        assertThat(inProduction(Map.of(variable, value))).singleElement().asString().contains(variable);
        assertThat(inDevelopment(Map.of(variable, value))).anyMatch(weakness -> weakness.contains(variable));
    }

    @Test
    void whatIsAsStrictOrForOneselfIsNot() {
        assertThat(inProduction(Map.of(
                "MIN_PASSWORD_LENGTH", "15",
                "JWT_ACCESS_TOKEN_EXPIRES", "60",
                "CORS_ALLOWED_ORIGINS", "https://app.example,http://localhost:3000,http://127.0.0.1"))).isEmpty();
    }

    @Test
    void developmentSaysWhereTheSecretIsFromAndWhoCanReachIt() {
        assertThat(inDevelopment(Map.of())).anyMatch(weakness -> weakness.contains("was made here"))
                .anyMatch(weakness -> weakness.contains("only this machine"));
        assertThat(inDevelopment(Map.of("JWT_SECRET_KEY", PUBLISHED, "HOST", "0.0.0.0")))
                .anyMatch(weakness -> weakness.contains("anybody knows the signing secret"))
                .anyMatch(weakness -> weakness.contains("other machines can reach it"))
                .noneMatch(weakness -> weakness.contains("was made here") || weakness.contains(PUBLISHED));
    }

    @Test
    void whereThereIsAKeyFileNoSecretWasMade() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.json"), JwkSet.generate(KeyAlgorithm.ES256).json());
        assertThat(inDevelopment(Map.of("JWT_KEYS_FILE", keys.toString())))
                .noneMatch(weakness -> weakness.contains("secret"));
    }

    @Test
    void aGeneratedSecretThatOthersMayReadIsNamed() throws IOException {
        DevelopmentSecret.in(folder);
        assertThat(inDevelopment(Map.of())).noneMatch(weakness -> weakness.contains("can get at"));

        Files.setPosixFilePermissions(DevelopmentSecret.file(folder), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(inDevelopment(Map.of())).anyMatch(weakness -> weakness.contains("can get at the signing secret"));
    }

    private List<String> inProduction(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JWT_SECRET_KEY", "s".repeat(32));
        return Weaknesses.inProduction(read(Profile.PRODUCTION, all));
    }

    private List<String> inDevelopment(Map<String, String> environment) {
        return Weaknesses.inDevelopment(read(Profile.DEVELOPMENT, environment));
    }

    private Settings read(Profile profile, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("DATA_DIR", folder.toString());
        return new SettingsReader(new Sources(profile, Map.of(), all)).read();
    }
}

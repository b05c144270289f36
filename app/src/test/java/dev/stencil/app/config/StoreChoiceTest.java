package dev.stencil.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreChoiceTest {
    @ParameterizedTest
    @ValueSource(strings = {
            "HOST", "PORT", "DATA_DIR", "MONGODB_URI", "JWT_SECRET_KEY", "JWT_SECRET_KEY_FILE", "MONGODB_URI_FILE",
            "JWT_KEYS_FILE", "JWT_ACCESS_TOKEN_EXPIRES", "SEED_STATUS_CODES", "CORS_ALLOWED_ORIGINS",
            "LOGIN_FREE_FAILURES", "TRUSTED_PROXIES", "PASSWORD_BLOCKLIST"
    })
    void aVariableWithALostCharacterIsRefusedByName(String name) {
        Map<String, String> environment = new HashMap<>(Map.of("DATA_DIR", "data"));
        environment.put(name, "d\uFFFDt\uFFFD");
        assertThatThrownBy(() -> new SettingsReader(new Sources(Profile.DEVELOPMENT, Map.of(), environment)).read())
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith(name + " has a character that could not be read: start with LC_ALL=C.UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data", "--host", "--port", "--mongodb-uri"})
    void soIsAFlag(String name) {
        Map<String, String> flags = Map.of(name, "d\uFFFDt\uFFFD");
        assertThatThrownBy(() -> new SettingsReader(new Sources(Profile.DEVELOPMENT, flags, Map.of())).read())
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith(name + " has a character that could not be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data", "DATA_DIR"})
    void whatIsNoPathIsRefusedByName(String name) {
        Map<String, String> given = Map.of(name, "a\0b");
        assertThatThrownBy(() -> new SettingsReader(new Sources(
                Profile.DEVELOPMENT,
                name.startsWith("-") ? given : Map.of(),
                name.startsWith("-") ? Map.of() : given)).read())
                .isInstanceOf(BadSetting.class)
                .hasMessage(name + " cannot be used: it is no path");
    }

    private static final String URI = "mongodb://localhost:27017/mine";
    private static final Map<String, String> BOTH = Map.of("MONGODB_URI", URI, "DATA_DIR", "there");

    @Test
    void developmentKeepsItsDataBelowTheFolderItIsStartedIn() {
        assertThat(choice(Map.of(), Map.of())).isEqualTo(new Store.Sqlite(Path.of("data")));
    }

    @Test
    void productionHasNoStoreOfItsOwn() {
        assertThatThrownBy(() -> StoreChoice.of(new Sources(Profile.PRODUCTION, Map.of(), Map.of())))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("production needs a store");
    }

    @Test
    void aFlagWinsOverEveryVariable() {
        assertThat(choice(Map.of("--in-memory", "on"), BOTH)).isEqualTo(new Store.InMemory());
        assertThat(choice(Map.of("--data", "here"), BOTH)).isEqualTo(new Store.Sqlite(Path.of("here")));
        assertThat(choice(Map.of("--mongodb-uri", "mongodb://other"), BOTH))
                .isEqualTo(new Store.Mongo("mongodb://other"));
    }

    @Test
    void mongoWinsOverTheDataFolderWhichMayOnlyBeTheContainersDefault() {
        assertThat(choice(Map.of(), BOTH)).isEqualTo(new Store.Mongo(URI));
        assertThat(choice(Map.of(), Map.of("DATA_DIR", "there"))).isEqualTo(new Store.Sqlite(Path.of("there")));
    }

    @Test
    void flagsThatNameTwoStoresAreRefused() {
        assertThatThrownBy(() -> choice(Map.of("--in-memory", "on", "--data", "here"), Map.of()))
                .isInstanceOf(BadSetting.class)
                .hasMessage("--in-memory and --data name different stores: give one of them");
        assertThatThrownBy(() -> choice(Map.of("--mongodb-uri", URI, "--data", "here"), Map.of()))
                .isInstanceOf(BadSetting.class);
    }

    @Test
    void aBadVariableIsRefusedEvenIfAFlagWins() {
        assertThatThrownBy(() -> choice(Map.of("--in-memory", "on"), Map.of("MONGODB_URI", "localhost")))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("MONGODB_URI must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mongodb://ada:canary@localhost/mine",
            "mongodb+srv://ada:@canary@cluster.example.org",
            "mongodb://ada:can/ary@localhost",
            "mongodb://localhost/?proxyHost=h&proxyPassword=canary",
    })
    void aPasswordIsRefusedInAFlagAndTakenFromTheEnvironment(String uri) {
        assertThatThrownBy(() -> choice(Map.of("--mongodb-uri", uri), Map.of()))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("--mongodb-uri holds a password")
                .hasMessageNotContaining("canary");
        assertThat(choice(Map.of(), Map.of("MONGODB_URI", uri))).isEqualTo(new Store.Mongo(uri));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mongodb://ada@localhost/mine", "mongodb://a:1,b:2/mine?replicaSet=r", "mongodb://[::1]:1"})
    void aUriWithoutAPasswordMayBeAFlag(String uri) {
        assertThat(choice(Map.of("--mongodb-uri", uri), Map.of())).isEqualTo(new Store.Mongo(uri));
    }

    private static Store choice(Map<String, String> flags, Map<String, String> environment) {
        return StoreChoice.of(new Sources(Profile.DEVELOPMENT, flags, environment));
    }
}

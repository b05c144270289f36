package dev.stencil.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.adapter.http.HttpSettings;
import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.adapter.http.web.Cors;
import dev.stencil.adapter.http.web.TrustedProxies;
import dev.stencil.core.domain.account.GuessLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Map<String, String> ENOUGH = Map.of("JWT_SECRET_KEY", "s".repeat(32), "DATA_DIR", "somewhere");

    @Test
    void developmentNeedsNoSetting() {
        Settings settings = read(Profile.DEVELOPMENT, Map.of(), Map.of());

        assertThat(settings.http())
                .isEqualTo(
                        new HttpSettings("127.0.0.1", 5000, OriginalStatusCodes.CORRECTED, 262_144, 2_097_152,
                                Cors.NONE, 32,
                                Duration.ofSeconds(75), TrustedProxies.NONE, "Authorization", ""));
        assertThat(settings.tokenLifetime()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.guessLimits()).isEqualTo(new GuessLimits(5, 50, 200));
        assertThat(settings.passwords().minLength()).isEqualTo(1);
        assertThat(settings.passwords().blocklist()).isFalse();
        assertThat(settings.signingSecret()).isEmpty();
    }

    @Test
    void productionIsOpenToOthersAndStricterWithPasswords() {
        Settings settings = read(Profile.PRODUCTION, Map.of(), ENOUGH);

        assertThat(settings.http().host()).isEqualTo("0.0.0.0");
        assertThat(settings.passwords().minLength()).isEqualTo(8);
        assertThat(settings.passwords().blocklist()).isTrue();
        assertThat(settings.signingSecret()).isPresent();
    }

    @Test
    void everyVariableIsRead() {
        Settings settings = read(
                Profile.PRODUCTION,
                Map.of(),
                with(Map.ofEntries(
                        Map.entry("HOST", "::1"),
                        Map.entry("PORT", "0"),
                        Map.entry("SEED_STATUS_CODES", "exact"),
                        Map.entry("MAX_TEMPLATE_BYTES", "1000"),
                        Map.entry("MAX_BODY_BYTES", "5000"),
                        Map.entry("MAX_TEMPLATES_PER_USER", "7"),
                        Map.entry("CORS_ALLOWED_ORIGINS", "https://a.example, http://localhost:3000"),
                        Map.entry("CORS_ALLOWED_HEADERS", "baggage, traceparent"),
                        Map.entry("HTTP_WORKERS", "4"),
                        Map.entry("KEEP_ALIVE_SECONDS", "610"),
                        Map.entry("TRUSTED_PROXIES", "10.0.0.7, fd00::/8"),
                        Map.entry("TOKEN_HEADER", "X-Stencil-Token"),
                        Map.entry("BASE_PATH", "/apps/stencil"),
                        Map.entry("JWT_ACCESS_TOKEN_EXPIRES", "60"),
                        Map.entry("RESET_TOKEN_EXPIRES", "120"),
                        Map.entry("LOGIN_FREE_FAILURES", "1,2,3"),
                        Map.entry("MIN_PASSWORD_LENGTH", "12"),
                        Map.entry("PASSWORD_BLOCKLIST", "off"),
                        Map.entry("ARGON2_MEMORY_KIB", "20000"),
                        Map.entry("ARGON2_PASSES", "3"))));

        assertThat(settings.http()).isEqualTo(new HttpSettings("::1", 0, OriginalStatusCodes.EXACT, 1000, 5000,
                new Cors(Set.of("https://a.example", "http://localhost:3000"), Set.of("baggage", "traceparent")), 4,
                Duration.ofSeconds(610),
                TrustedProxies.of(List.of("10.0.0.7", "fd00::/8")), "X-Stencil-Token", "/apps/stencil"));
        assertThat(settings.tokenLifetime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.resetLifetime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.guessLimits()).isEqualTo(new GuessLimits(1, 2, 3));
        assertThat(settings.templatesPerUser()).isEqualTo(7);
        assertThat(settings.passwords().minLength()).isEqualTo(12);
        assertThat(settings.passwords().blocklist()).isFalse();
        assertThat(settings.passwords().argon2Kibibytes()).isEqualTo(20_000);
        assertThat(settings.passwords().argon2Passes()).isEqualTo(3);
    }

    @Test
    void guessingCanBeLeftUnlimited() {
        assertThat(read(Profile.PRODUCTION, Map.of(), with(Map.of("LOGIN_FREE_FAILURES", "off"))).guessLimits())
                .isEqualTo(GuessLimits.OFF);
    }

    @Test
    void aFlagWinsOverAVariable() {
        Map<String, String> environment = with(Map.of("PORT", "1", "HOST", "a"));

        HttpSettings http = read(Profile.PRODUCTION, Map.of("--port", "2", "--host", "b"), environment).http();

        assertThat(http.port()).isEqualTo(2);
        assertThat(http.host()).isEqualTo("b");
    }

    @Test
    void anEmptyVariableIsNotSet() {
        assertThat(read(Profile.DEVELOPMENT, Map.of(), Map.of("PORT", "", "JWT_SECRET_KEY", "")).http().port())
                .isEqualTo(5000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--host", "--port", "--data", "--mongodb-uri"})
    void anEmptyFlagIsRefused(String flag) {
        assertThatThrownBy(() -> read(Profile.DEVELOPMENT, Map.of(flag, ""), Map.of()))
                .isInstanceOf(BadSetting.class)
                .hasMessage(flag + " must not be empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PORT | http ; -1 ; 65536 ; 80.0 | a whole number from 0 to 65535",
            "JWT_ACCESS_TOKEN_EXPIRES | 0 ; 1d | a whole number from 1 to 31536000",
            "SEED_STATUS_CODES | right | corrected or exact",
            "MAX_TEMPLATE_BYTES | 1e3 | a whole number from 1 to 8388608",
            "MAX_BODY_BYTES | 2 MiB | a whole number from 1 to 67108864",
            "MAX_TEMPLATES_PER_USER | 0 | a whole number from 1 to 2147483647",
            "CORS_ALLOWED_ORIGINS | * | origins as browsers write them, with commas between: * has a *",
            "CORS_ALLOWED_HEADERS | * ; a,,b ; a:b | names of headers",
            "TOKEN_HEADER | X Token ; X-Token: ; * ; A,B ; t\u00f6ken ; Host ; cookie | the name of a header",
            "TOKEN_HEADER | Content-Type ; Transfer-Encoding ; X-Forwarded-For ; Sec-Token | the name of a header",
            "TOKEN_HEADER | If-Match | the name of a header",
            "BASE_PATH | stencil ; /stencil/ ; //stencil ; /a/../b ; /. ; /a%20b ; /a?b | a path such as /stencil",
            "BASE_PATH | https://x/a | a path such as /stencil",
            "HTTP_WORKERS | 0 | a whole number from 1 to 1024",
            "KEEP_ALIVE_SECONDS | 0 | a whole number from 1 to 3600",
            "TRUSTED_PROXIES | localhost ; 10.0.0.0/33 ; 10.0.0.1,,::1 | addresses or blocks of them",
            "RESET_TOKEN_EXPIRES | 0 ; 604801 | a whole number from 1 to 604800",
            "LOGIN_FREE_FAILURES | 5 ; 5,50,0 ; 5,50,200, | off, or three whole numbers",
            "MIN_PASSWORD_LENGTH | 0 | a whole number from 1 to 256",
            "PASSWORD_BLOCKLIST | yes | off or on",
            "ARGON2_MEMORY_KIB | 19455 ; 65537 | a whole number from 19456 to 65536",
            "ARGON2_PASSES | 1 ; 11 | a whole number from 2 to 10",
            "MONGODB_URI | redis://x | a URI that begins with mongodb:// or mongodb+srv://",
            "JWT_SECRET_KEY | short | at least 32 bytes of UTF-8",
    })
    void aBadValueIsRefusedByNameInEitherProfile(String variable, String values, String allowed) {
        for (String value : values.split(" ; ", -1)) {
            for (Profile profile : Profile.values()) {
                assertThatThrownBy(() -> read(profile, Map.of(), with(Map.of(variable, value))))
                        .as(value)
                        .isInstanceOf(BadSetting.class)
                        .hasMessageStartingWith(variable + " must be " + allowed)
                        .hasMessageNotContaining("\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"[::1], ::1", "::1, ::1", "[fe80::1%lo], fe80::1%lo", "localhost, localhost", "[x], [x]"})
    void anAddressMayHaveTheBracketsOfAUrl(String given, String host) {
        assertThat(read(Profile.DEVELOPMENT, Map.of("--host", given), Map.of()).http().host()).isEqualTo(host);
        assertThat(read(Profile.DEVELOPMENT, Map.of(), Map.of("HOST", given)).http().host()).isEqualTo(host);
    }

    @Test
    void theUsualHeaderAndTheRootCanBeNamedToo() {
        HttpSettings http =
                read(Profile.DEVELOPMENT, Map.of(), Map.of("TOKEN_HEADER", "authorization", "BASE_PATH", "/")).http();

        assertThat(http.tokenHeader()).isEqualTo("Authorization");
        assertThat(http.basePath()).isEmpty();
    }

    @Test
    void aBadFlagIsRefusedByName() {
        assertThatThrownBy(() -> read(Profile.DEVELOPMENT, Map.of("--port", "x"), Map.of("PORT", "80")))
                .isInstanceOf(BadSetting.class)
                .hasMessage("--port must be a whole number from 0 to 65535");
    }

    @ParameterizedTest
    @EnumSource
    void theTableInTheDocsHasTheNamesAndTheDefaults(Setting setting) throws Exception {
        String development = shown(setting.defaultIn(Profile.DEVELOPMENT));
        String production = shown(setting.defaultIn(Profile.PRODUCTION));
        String flag = setting.flag.isEmpty() ? "" : shown(setting.flag) + ' ';

        assertThat(Files.readAllLines(Path.of("..", "docs", "settings.md")))
                .filteredOn(line -> line.contains("| `" + setting + "` |"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("| " + flag + "| `" + setting + "` | " + development
                        + (development.equals(production) ? "" : "; production " + production) + " |");
    }

    @Test
    void theTableInTheDocsHasNoOtherVariable() throws Exception {
        assertThat(Files.readAllLines(Path.of("..", "docs", "settings.md")))
                .filteredOn(line -> line.matches("\\|[^|]*\\| `[A-Z].*"))
                .hasSize(Setting.values().length);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "none" : '`' + value + '`';
    }

    private static Settings read(Profile profile, Map<String, String> flags, Map<String, String> environment) {
        return new SettingsReader(new Sources(profile, flags, environment)).read();
    }

    private static Map<String, String> with(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(ENOUGH);
        all.putAll(environment);
        return all;
    }
}

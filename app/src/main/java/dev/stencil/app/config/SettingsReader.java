package dev.stencil.app.config;

import dev.stencil.adapter.http.HttpSettings;
import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.adapter.http.web.Cors;
import dev.stencil.adapter.http.web.TrustedProxies;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.jwt.UnusableKeys;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.core.domain.account.GuessLimits;
import dev.stencil.core.domain.account.PasswordRules;
import dev.stencil.core.usecase.ManageTemplates;
import dev.stencil.core.usecase.policy.RegistrationLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reader and check of every setting; the first one that is not as it must be is a {@link BadSetting}. */
public record SettingsReader(Sources sources) {
    private static final int MIB = 1024 * 1024;

    public Settings read() {
        Optional<KeyFile> keys = keyFile();
        Optional<SigningSecret> secret = signingSecret(keys);
        return new Settings(
                sources.profile(),
                StoreChoice.of(sources),
                sources.given(Setting.DATA_DIR).map(SettingValue::path).orElse(StoreChoice.DEFAULT_FOLDER),
                keys,
                secret,
                tokenLifetime(),
                resetLifetime(),
                guessLimits(sources.value(Setting.LOGIN_FREE_FAILURES)),
                registrations(sources.value(Setting.REGISTRATIONS_PER_HOUR)),
                passwords(),
                sources.given(Setting.MAX_TEMPLATES_PER_USER)
                        .map(given -> given.wholeNumber(1, Integer.MAX_VALUE))
                        .orElse(ManageTemplates.UNLIMITED),
                http());
    }

    private HttpSettings http() {
        return new HttpSettings(
                host(sources.value(Setting.HOST)),
                number(Setting.PORT, 0, 65_535),
                sources.value(Setting.SEED_STATUS_CODES)
                        .oneOf(Map.of("corrected", OriginalStatusCodes.CORRECTED, "exact", OriginalStatusCodes.EXACT)),
                number(Setting.MAX_TEMPLATE_BYTES, 1, 8 * MIB),
                number(Setting.MAX_BODY_BYTES, 1, 64 * MIB),
                new Cors(
                        sources.given(Setting.CORS_ALLOWED_ORIGINS).map(Origins::of).orElse(Set.of()),
                        sources.given(Setting.CORS_ALLOWED_HEADERS).map(HeaderNames::of).orElse(Set.of())),
                number(Setting.HTTP_WORKERS, 1, 1024),
                Duration.ofSeconds(number(Setting.KEEP_ALIVE_SECONDS, 1, 3_600)),
                sources.given(Setting.TRUSTED_PROXIES).map(SettingsReader::proxies).orElse(TrustedProxies.NONE),
                HeaderNames.ofToken(sources.value(Setting.TOKEN_HEADER)),
                sources.given(Setting.BASE_PATH).map(SettingsReader::basePath).orElse(""));
    }

    private static TrustedProxies proxies(SettingValue given) {
        try {
            return TrustedProxies.of(List.of(given.value().split("\\s*,\\s*", -1)));
        } catch (IllegalArgumentException e) {
            throw given.mustBe("addresses or blocks of them, with commas between: 10.0.0.7,192.168.0.0/16,fd00::/8");
        }
    }

    /** Without the brackets that an IPv6 address has in URLs. */
    private static String host(SettingValue given) {
        return given.value().strip().replaceFirst("^\\[([0-9A-Fa-f:.]+(?:%[^]]+)?)]$", "$1");
    }

    private static String basePath(SettingValue given) {
        if (given.value().equals("/")) {
            return "";
        }
        if (!given.value().matches("(/(?!\\.{1,2}(/|$))[\\w.~-]+){1,99}")) {
            throw given.mustBe("a path such as /stencil or /apps/stencil, without a slash at its end");
        }
        return given.value();
    }

    private int number(Setting setting, int least, int most) {
        return sources.value(setting).wholeNumber(least, most);
    }

    private static GuessLimits guessLimits(SettingValue given) {
        if (given.value().equals("off")) {
            return GuessLimits.OFF;
        }
        if (!given.value().matches("[1-9]\\d{0,5},[1-9]\\d{0,5},[1-9]\\d{0,5}")) {
            throw given.mustBe("off, or three whole numbers from 1 to 999999 such as 5,50,200");
        }
        List<Integer> free = List.of(given.value().split(",", -1)).stream().map(Integer::valueOf).toList();
        return new GuessLimits(free.get(0), free.get(1), free.get(2));
    }

    private static int registrations(SettingValue given) {
        return given.value().equals("off") ? RegistrationLimiter.OFF : given.wholeNumber(1, 1_000_000);
    }

    public PasswordSettings passwords() {
        return new PasswordSettings(
                number(Setting.MIN_PASSWORD_LENGTH, 1, PasswordRules.MAX_CODE_POINTS),
                sources.value(Setting.PASSWORD_BLOCKLIST).oneOf(Map.of("on", true, "off", false)),
                number(Setting.ARGON2_MEMORY_KIB, Argon2PasswordHasher.MIN_KIBIBYTES,
                        Argon2PasswordHasher.MAX_KIBIBYTES),
                number(Setting.ARGON2_PASSES, Argon2PasswordHasher.MIN_PASSES, Argon2PasswordHasher.MAX_PASSES));
    }

    public Duration tokenLifetime() {
        return Duration.ofSeconds(number(Setting.JWT_ACCESS_TOKEN_EXPIRES, 1, 365 * 86_400));
    }

    public Duration resetLifetime() {
        return Duration.ofSeconds(number(Setting.RESET_TOKEN_EXPIRES, 1, 7 * 86_400));
    }

    private Optional<KeyFile> keyFile() {
        return sources.given(Setting.JWT_KEYS_FILE).map(given -> {
            try {
                KeyFile file = new KeyFile(given.path(), sources.profile() == Profile.PRODUCTION);
                file.read();
                return file;
            } catch (UnusableKeys e) {
                throw new BadSetting(given.name() + " cannot be used: " + e.getMessage());
            }
        });
    }

    /** @throws BadSetting unless it is good enough for the profile: in production there must be one, or keys */
    public Optional<SigningSecret> signingSecret(Optional<KeyFile> keys) {
        Optional<SettingValue> given = sources.secret(Setting.JWT_SECRET_KEY);
        if (sources.profile() == Profile.PRODUCTION && given.isEmpty() && keys.isEmpty()) {
            throw new BadSetting("JWT_KEYS_FILE or JWT_SECRET_KEY (or JWT_SECRET_KEY_FILE) must be set in production:"
                    + " what ./run keys generate makes, or at least 32 random bytes, such as openssl rand -base64 32"
                    + " prints");
        }
        return given.map(this::signingSecret);
    }

    private SigningSecret signingSecret(SettingValue given) {
        SigningSecret secret;
        try {
            secret = new SigningSecret(given.value());
        } catch (IllegalArgumentException e) {
            throw given.mustBe("at least " + SigningSecret.MIN_BYTES + " bytes of UTF-8");
        }
        if (sources.profile() == Profile.PRODUCTION && secret.isPublic()) {
            throw new BadSetting(
                    given.name() + " is a secret that was published, so that anybody can sign with it: make another");
        }
        return secret;
    }
}

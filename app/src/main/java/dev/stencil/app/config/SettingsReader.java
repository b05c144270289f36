package dev.stencil.app.config;

import dev.stencil.adapter.http.HttpSettings;
import dev.stencil.adapter.http.original.StatusCodes;
import dev.stencil.adapter.http.web.BearerToken;
import dev.stencil.adapter.http.web.Cors;
import dev.stencil.adapter.http.web.TrustedProxies;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.jwt.UnusableKeys;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.core.domain.account.GuessLimits;
import dev.stencil.core.domain.account.PasswordRules;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.usecase.ManageTemplates;
import dev.stencil.core.usecase.policy.RegistrationLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and checks every setting; the first one that is not as it must be is a {@link BadSetting}. */
public final class SettingsReader {
    private static final int DAY = 86_400;
    private static final int MIB = 1024 * 1024;

    private final Profile profile;
    private final Sources sources;

    private SettingsReader(Sources sources) {
        this.profile = sources.profile();
        this.sources = sources;
    }

    public static Settings read(Sources sources) {
        return new SettingsReader(sources).read();
    }

    private Settings read() {
        Optional<KeyFile> keys = keyFile();
        Optional<SigningSecret> secret = signingSecret(keys);
        return new Settings(
                profile,
                StoreChoice.of(sources),
                sources.either("--data", "DATA_DIR").map(Given::path).orElse(StoreChoice.DEFAULT_FOLDER),
                keys,
                secret,
                tokenLifetime(sources),
                guessLimits(),
                sources.variable("REGISTRATIONS_PER_HOUR")
                        .map(SettingsReader::registrations)
                        .orElse(profile.registrationsPerHour),
                number("MIN_PASSWORD_LENGTH", 1, PasswordRules.MAX_CODE_POINTS, profile.minPasswordLength),
                sources.variable("PASSWORD_BLOCKLIST").map(Given::onOrOff).orElse(profile.blocklist),
                number("ARGON2_MEMORY_KIB", Argon2PasswordHasher.MIN_KIBIBYTES, Argon2PasswordHasher.MAX_KIBIBYTES,
                        Argon2PasswordHasher.MIN_KIBIBYTES),
                number("ARGON2_PASSES", Argon2PasswordHasher.MIN_PASSES, Argon2PasswordHasher.MAX_PASSES,
                        Argon2PasswordHasher.MIN_PASSES),
                number("MAX_TEMPLATES_PER_USER", 1, Integer.MAX_VALUE, ManageTemplates.UNLIMITED),
                http());
    }

    private HttpSettings http() {
        return new HttpSettings(
                sources.either("--host", "HOST").map(SettingsReader::host).orElse(profile.host),
                sources.either("--port", "PORT").map(port -> port.wholeNumber(0, 65_535)).orElse(5000),
                sources.variable("SEED_STATUS_CODES")
                        .map(codes -> codes
                                .oneOf(Map.of("corrected", StatusCodes.CORRECTED, "exact", StatusCodes.EXACT)))
                        .orElse(StatusCodes.CORRECTED),
                number("MAX_TEMPLATE_BYTES", 1, 8 * MIB, ContentLimits.DEFAULT.bytes()),
                number("MAX_BODY_BYTES", 1, 64 * MIB, 2 * MIB),
                new Cors(
                        sources.variable("CORS_ALLOWED_ORIGINS").map(Origins::of).orElse(Set.of()),
                        sources.variable("CORS_ALLOWED_HEADERS").map(HeaderNames::of).orElse(Set.of())),
                number("HTTP_WORKERS", 1, 1024, 32),
                Duration.ofSeconds(number("KEEP_ALIVE_SECONDS", 1, 3_600, 75)),
                sources.variable("TRUSTED_PROXIES").map(SettingsReader::proxies).orElse(TrustedProxies.NONE),
                sources.variable("TOKEN_HEADER").map(HeaderNames::ofToken).orElse(BearerToken.AUTHORIZATION),
                sources.variable("BASE_PATH").map(SettingsReader::basePath).orElse(""));
    }

    private static TrustedProxies proxies(Given given) {
        try {
            return TrustedProxies.of(List.of(given.value().split("\\s*,\\s*", -1)));
        } catch (IllegalArgumentException e) {
            throw given.mustBe("addresses or blocks of them, with commas between: 10.0.0.7,192.168.0.0/16,fd00::/8");
        }
    }

    /** Without the brackets that an IPv6 address has in URLs. */
    private static String host(Given given) {
        return given.value().strip().replaceFirst("^\\[([0-9A-Fa-f:.]+(?:%[^]]+)?)]$", "$1");
    }

    private static String basePath(Given given) {
        if (given.value().equals("/")) {
            return "";
        }
        if (!given.value().matches("(/(?!\\.{1,2}(/|$))[\\w.~-]+){1,99}")) {
            throw given.mustBe("a path such as /stencil or /apps/stencil, without a slash at its end");
        }
        return given.value();
    }

    private int number(String variable, int least, int most, int otherwise) {
        return sources.variable(variable).map(given -> given.wholeNumber(least, most)).orElse(otherwise);
    }

    private GuessLimits guessLimits() {
        return sources.variable("LOGIN_FREE_FAILURES").map(SettingsReader::guessLimits).orElse(GuessLimits.DEFAULT);
    }

    private static GuessLimits guessLimits(Given given) {
        if (given.value().equals("off")) {
            return GuessLimits.OFF;
        }
        if (!given.value().matches("[1-9]\\d{0,5},[1-9]\\d{0,5},[1-9]\\d{0,5}")) {
            throw given.mustBe("off, or three whole numbers from 1 to 999999 such as 5,50,200");
        }
        List<Integer> free = List.of(given.value().split(",", -1)).stream().map(Integer::valueOf).toList();
        return new GuessLimits(free.get(0), free.get(1), free.get(2));
    }

    private static int registrations(Given given) {
        return given.value().equals("off") ? RegistrationLimiter.OFF : given.wholeNumber(1, 1_000_000);
    }

    public static Duration tokenLifetime(Sources sources) {
        Optional<Given> given = sources.variable("JWT_ACCESS_TOKEN_EXPIRES");
        return Duration.ofSeconds(given.map(seconds -> seconds.wholeNumber(1, 365 * DAY)).orElse(DAY));
    }

    private Optional<KeyFile> keyFile() {
        return sources.variable("JWT_KEYS_FILE").map(given -> {
            try {
                KeyFile file = new KeyFile(given.path(), profile == Profile.PRODUCTION);
                file.read();
                return file;
            } catch (UnusableKeys e) {
                throw new BadSetting(given.name() + " cannot be used: " + e.getMessage());
            }
        });
    }

    private Optional<SigningSecret> signingSecret(Optional<KeyFile> keys) {
        Optional<Given> given = sources.secret("JWT_SECRET_KEY");
        if (profile == Profile.PRODUCTION && given.isEmpty() && keys.isEmpty()) {
            throw new BadSetting("JWT_KEYS_FILE or JWT_SECRET_KEY (or JWT_SECRET_KEY_FILE) must be set in production:"
                    + " what ./run keys generate makes, or at least 32 random bytes, such as openssl rand -base64 32"
                    + " prints");
        }
        return given.map(this::signingSecret);
    }

    /** @throws BadSetting unless there is one that is good enough for production */
    public static SigningSecret secretForProduction(Map<String, String> environment) {
        Sources sources = new Sources(Profile.PRODUCTION, Map.of(), environment);
        return new SettingsReader(sources).signingSecret(Optional.empty()).orElseThrow();
    }

    private SigningSecret signingSecret(Given given) {
        SigningSecret secret;
        try {
            secret = new SigningSecret(given.value());
        } catch (IllegalArgumentException e) {
            throw given.mustBe("at least " + SigningSecret.MIN_BYTES + " bytes of UTF-8");
        }
        if (profile == Profile.PRODUCTION && secret.isPublic()) {
            throw new BadSetting(
                    given.name() + " is a secret that was published, so that anybody can sign with it: make another");
        }
        return secret;
    }
}

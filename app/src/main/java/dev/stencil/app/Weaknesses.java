package dev.stencil.app;

import dev.stencil.adapter.http.HttpSettings;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Setting;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.Store;
import dev.stencil.app.file.SecretFile;
import dev.stencil.app.keys.DevelopmentSecret;
import dev.stencil.core.domain.account.GuessLimits;
import dev.stencil.core.usecase.ManageTemplates;
import dev.stencil.core.usecase.policy.RegistrationLimiter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Warnings about settings that are allowed and not safe, for the operator. */
final class Weaknesses {
    private static final int SAFE_PASSWORD_LENGTH =
            Integer.parseInt(Setting.MIN_PASSWORD_LENGTH.defaultIn(Profile.PRODUCTION));
    private static final Duration USUAL_TOKEN_LIFETIME = Duration.ofDays(1);

    private Weaknesses() {}

    /** What an operator of a server for others should know, since it is not as it is by default. */
    static List<String> inProduction(Settings settings) {
        return Stream.of(
                when(settings.guessLimits().equals(GuessLimits.OFF),
                        "passwords may be guessed without limit (LOGIN_FREE_FAILURES)"),
                when(settings.registrationsPerHour() == RegistrationLimiter.OFF,
                        "anybody who reaches this may register, as often as they like (REGISTRATIONS_PER_HOUR)"),
                when(settings.passwords().minLength() < SAFE_PASSWORD_LENGTH,
                        "passwords may be short (MIN_PASSWORD_LENGTH)"),
                when(!settings.passwords().blocklist(),
                        "passwords may be ones that everybody uses (PASSWORD_BLOCKLIST)"),
                when(settings.tokenLifetime().compareTo(USUAL_TOKEN_LIFETIME) > 0,
                        "a stolen token works for more than a day (JWT_ACCESS_TOKEN_EXPIRES)"),
                when(settings.http().cors().origins().stream().anyMatch(Weaknesses::isPlain),
                        "pages that came without encryption may call from a browser (CORS_ALLOWED_ORIGINS)"))
                .flatMap(Function.identity())
                .toList();
    }

    /** What differs from a server for others: the same, and what production refuses or leaves to what is around it. */
    static List<String> inDevelopment(Settings settings) {
        boolean secretIsMade = settings.signingSecret().isEmpty() && settings.keyFile().isEmpty();
        return Stream.of(
                when(secretIsMade, "the signing secret was made here, not given (JWT_SECRET_KEY)"),
                when(settings.signingSecret().filter(SigningSecret::isPublic).isPresent(),
                        "anybody knows the signing secret (JWT_SECRET_KEY)"),
                when(secretIsMade && !(settings.store() instanceof Store.InMemory)
                        && isExposed(DevelopmentSecret.file(settings.dataFolder())),
                        "others on this machine can get at the signing secret"),
                inProduction(settings).stream(),
                when(settings.templatesPerUser() == ManageTemplates.UNLIMITED,
                        "an account may keep any number of templates (MAX_TEMPLATES_PER_USER)"),
                Stream.of(isForThisMachine(settings.http())
                        ? "HTTP is not encrypted; only this machine can reach it"
                        : "HTTP is not encrypted, and other machines can reach it (HOST)"))
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<String> when(boolean condition, String weakness) {
        return condition ? Stream.of(weakness) : Stream.empty();
    }

    private static boolean isPlain(String origin) {
        return origin.startsWith("http:") && !origin.matches("http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    }

    private static boolean isExposed(Path secret) {
        try {
            return Files.exists(secret) && new SecretFile(secret).exposure().isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isForThisMachine(HttpSettings http) {
        try {
            return InetAddress.getByName(http.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

package dev.stencil.app.config;

import dev.stencil.adapter.http.HttpSettings;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.core.domain.account.GuessLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Values of all settings, checked.
 *
 * @param dataFolder where a development server keeps its signing secret, whatever the store
 * @param keyFile has the keys that sign and verify tokens, instead of a secret
 * @param signingSecret signs and verifies tokens; only verifies them where there is a key file. In production there is
 *     one of the two
 * @param tokenLifetime of access tokens, in whole seconds
 * @param resetLifetime of tokens that set a new password
 * @param registrationsPerHour from one address
 * @param templatesPerUser how many templates an account may have
 */
public record Settings(
        Profile profile,
        Store store,
        Path dataFolder,
        Optional<KeyFile> keyFile,
        Optional<SigningSecret> signingSecret,
        Duration tokenLifetime,
        Duration resetLifetime,
        GuessLimits guessLimits,
        int registrationsPerHour,
        PasswordSettings passwords,
        int templatesPerUser,
        HttpSettings http) {}

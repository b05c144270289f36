package dev.stencil.app;

import dev.stencil.adapter.http.HttpSettings;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.core.usecase.GuessLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that an operator decides, checked.
 *
 * @param dataFolder where a development server keeps its signing secret, whatever the store
 * @param signingSecret always there in production
 * @param tokenLifetime of access tokens, in whole seconds
 * @param registrationsPerHour from one address
 * @param blocklist whether passwords that too many people use are refused
 * @param templatesPerUser how many templates an account may have
 */
record Settings(
        Profile profile,
        Store store,
        Path dataFolder,
        Optional<SigningSecret> signingSecret,
        Duration tokenLifetime,
        GuessLimits guessLimits,
        int registrationsPerHour,
        int minPasswordLength,
        boolean blocklist,
        int templatesPerUser,
        HttpSettings http) {}

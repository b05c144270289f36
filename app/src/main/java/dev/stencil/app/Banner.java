package dev.stencil.app;

import static java.util.stream.Collectors.joining;

import dev.stencil.app.command.Version;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.Store;
import dev.stencil.app.keys.DevelopmentSecret;

/** Text that a development server prints when it is up. */
final class Banner {
    private Banner() {}

    static String text(Settings settings, String url) {
        return """

                Stencil %s, development profile (./run serve is production, ./run --help lists all settings)

                Listening on %s

                  Data     %s
                  Secret   %s
                  Admin    %s

                  Not safe for others:
                %s

                  Open     %s/docs
                           %s/health/ready
                  Try      curl -i %s/api/v1/users -H 'Content-Type: application/json' \\
                             -d '{"username": "ada", "password": "lovelace"}'
                """
                .formatted(
                        Version.text(),
                        url,
                        settings.store().description(),
                        secret(settings),
                        admin(settings.store()),
                        Weaknesses.inDevelopment(settings).stream().map("    - "::concat).collect(joining("\n")),
                        url, url, url);
    }

    private static String admin(Store store) {
        return store instanceof Store.InMemory
                ? "there is none, as nothing is kept"
                : "is made by ./run users add <name> --role admin before a start (docs/administration.md)";
    }

    private static String secret(Settings settings) {
        if (settings.keyFile().isPresent()) {
            return "none signs tokens: the keys of JWT_KEYS_FILE do";
        }
        if (settings.signingSecret().isPresent()) {
            return "signs tokens, from the environment";
        }
        if (settings.store() instanceof Store.InMemory) {
            return "signs tokens, made for this start only";
        }
        return DevelopmentSecret.file(settings.dataFolder()).toAbsolutePath().normalize()
                + " signs tokens: made at the first start";
    }
}

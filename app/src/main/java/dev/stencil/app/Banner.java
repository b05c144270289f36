package dev.stencil.app;

import dev.stencil.adapter.jwt.SigningSecret;
import java.util.ArrayList;
import java.util.List;

/** What a development server says when it is up. */
final class Banner {
    private Banner() {}

    static String text(Settings settings, String url) {
        return """

                Stencil %s, development profile (./run serve is production, ./run --help lists all settings)

                Listening on %s

                  Data     %s
                  Secret   %s
                  Beware   %s

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
                        String.join(", ", insecurities(settings)),
                        url,
                        url,
                        url);
    }

    private static String secret(Settings settings) {
        if (settings.signingSecret().isPresent()) {
            return "signs tokens, from the environment";
        }
        if (settings.store() instanceof Store.InMemory) {
            return "signs tokens, made for this start only";
        }
        return DevelopmentSecret.file(settings.dataFolder()).toAbsolutePath().normalize()
                + " signs tokens: made at the first start, readable by you alone";
    }

    private static List<String> insecurities(Settings settings) {
        List<String> insecurities = new ArrayList<>();
        if (settings.minPasswordLength() < Profile.PRODUCTION.minPasswordLength) {
            insecurities.add("passwords may be short");
        }
        if (!settings.blocklist()) {
            insecurities.add("passwords may be ones that everybody uses");
        }
        if (settings.signingSecret().filter(SigningSecret::isPublic).isPresent()) {
            insecurities.add("anybody knows the signing secret");
        }
        insecurities.add("HTTP is not encrypted");
        return insecurities;
    }
}

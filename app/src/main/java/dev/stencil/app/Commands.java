package dev.stencil.app;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line: without a command the development profile, with {@code serve} production. */
@Command(name = "./run", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Stencil keeps accounts and their templates. Without a command it starts in the development profile:"
                + " on this machine only, with SQLite and a signing secret of its own in ./data (below the folder"
                + " you are in). A flag wins over a variable of the environment."
}, footerHeading = "%nEnvironment:%n", footer = {
        "  HOST, PORT                 127.0.0.1 (production: 0.0.0.0) and 5000",
        "  DATA_DIR                   as --data; ./data in development",
        "  MONGODB_URI                as --mongodb-uri, passwords allowed",
        "  JWT_SECRET_KEY             32 bytes or more; required in production",
        "  JWT_ACCESS_TOKEN_EXPIRES   seconds; 86400",
        "  SEED_STATUS_CODES          corrected, or exact: the original's own codes",
        "  MAX_TEMPLATE_BYTES         262144",
        "  MAX_BODY_BYTES             2097152, where the body holds a template",
        "  MAX_TEMPLATES_PER_USER     none",
        "  CORS_ALLOWED_ORIGINS       none; https://app.example.com,http://localhost:3000",
        "  LOGIN_FREE_FAILURES        5,50,200: wrong passwords before one has to wait,",
        "                             by user and address, by user, by address; or off",
        "  MIN_PASSWORD_LENGTH        8 (development: 1)",
        "  PASSWORD_BLOCKLIST         on (development: off)",
        "  HTTP_WORKERS               32 requests at a time",
        "JWT_SECRET_KEY_FILE and MONGODB_URI_FILE name files that hold the value instead."
})
final class Commands implements Runnable {
    private final Map<String, String> environment;

    @Mixin
    private final Flags flags = new Flags();

    Commands(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        start(Profile.DEVELOPMENT, flags);
    }

    @Command(name = "serve", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
            "Start in the production profile, which needs a store and JWT_SECRET_KEY."
    })
    void serve(@Mixin Flags flagsOfServe) {
        if (!flags.given().isEmpty()) {
            throw new BadSetting(String.join(" and ", flags.given().keySet()) + " must come after serve");
        }
        start(Profile.PRODUCTION, flagsOfServe);
    }

    private void start(Profile profile, Flags given) {
        Launch.start(SettingsReader.read(new Sources(profile, given.given(), environment)));
    }
}

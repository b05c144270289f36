package dev.stencil.app.config;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Table of all settings: a variable of the environment each, of which some are flags as well. */
public enum Setting {
    HOST("--host", "127.0.0.1", "0.0.0.0", "where to listen"),
    PORT("--port", "5000", "5000", "0 takes a free one"),
    DATA_DIR("--data", "./data", "", "a folder for SQLite"),
    MONGODB_URI("--mongodb-uri", "", "", "MongoDB instead; passwords allowed here"),
    JWT_SECRET_KEY("", "", "", "32 bytes or more; production needs it or a key file"),
    JWT_KEYS_FILE("", "", "", "keys that sign tokens, of ./run keys generate; JWT_SECRET_KEY only verifies then"),
    JWT_ACCESS_TOKEN_EXPIRES("86400", "seconds"),
    RESET_TOKEN_EXPIRES("3600", "seconds; of tokens that set a new password"),
    SEED_STATUS_CODES("corrected", "or exact: the original's own codes"),
    MAX_TEMPLATE_BYTES("262144", "of its compact JSON"),
    MAX_BODY_BYTES("2097152", "where the body holds a template"),
    MAX_TEMPLATES_PER_USER("", "a whole number"),
    CORS_ALLOWED_ORIGINS("", "https://app.example.com,http://localhost:3000"),
    CORS_ALLOWED_HEADERS("", "beside the API's own; baggage,sentry-trace,traceparent"),
    LOGIN_FREE_FAILURES("5,50,200", "wrong passwords before one has to wait, by user and address, by user, by address;"
            + " or off"),
    REGISTRATIONS_PER_HOUR("", "off", "300", "from one address"),
    MIN_PASSWORD_LENGTH("", "1", "8", "of new passwords"),
    PASSWORD_BLOCKLIST("", "off", "on", "refuse common passwords"),
    ARGON2_MEMORY_KIB("19456", "memory of a password hash"),
    ARGON2_PASSES("2", "over that memory"),
    HTTP_WORKERS("32", "requests at a time"),
    KEEP_ALIVE_SECONDS("75", "idle connections; longer than a balancer keeps its own"),
    TRUSTED_PROXIES("", "10.0.0.7,192.168.0.0/16: X-Forwarded-For is theirs"),
    TOKEN_HEADER("Authorization", "the header that has the token"),
    BASE_PATH("", "/stencil: all routes are below it, as a proxy passes them on");

    /** Empty if there is none: a secret, for instance, is never a flag. */
    final String flag;

    private final String development;
    private final String production;
    private final String help;

    Setting(String flag, String development, String production, String help) {
        this.flag = flag;
        this.development = development;
        this.production = production;
        this.help = help;
    }

    Setting(String value, String help) {
        this("", value, value, help);
    }

    /** The value where nothing is set, as it would be set; empty if there is none. */
    public String defaultIn(Profile profile) {
        return profile == Profile.PRODUCTION ? production : development;
    }

    /** The table in lines for a terminal. */
    public static String[] help() {
        Stream<String> lines = Arrays.stream(values()).map(setting -> "  %-24s  %s: %s"
                .formatted(setting, setting.defaults(), setting.help));
        String files = "JWT_SECRET_KEY_FILE and MONGODB_URI_FILE name files that hold the value instead.";
        return Stream.concat(lines, Stream.of(files)).toArray(String[]::new);
    }

    private String defaults() {
        String both = Stream.of(production, development)
                .map(value -> value.isEmpty() ? "none" : value)
                .distinct()
                .collect(Collectors.joining(" (development: "));
        return development.equals(production) ? both : both + ')';
    }
}

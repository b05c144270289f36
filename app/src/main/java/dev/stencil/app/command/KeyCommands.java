package dev.stencil.app.command;

import dev.stencil.adapter.jwt.JwkSet;
import dev.stencil.adapter.jwt.KeyAlgorithm;
import dev.stencil.adapter.jwt.UnusableKeys;
import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.KeyFile;
import dev.stencil.app.config.Profile;
import dev.stencil.app.config.SettingValue;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands for a key file, which JWT_KEYS_FILE names. No key is ever shown, only ids. */
@Command(scope = ScopeType.INHERIT, mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        KeyCommands.DESCRIPTION
})
public final class KeyCommands {
    public static final String DESCRIPTION = "Make, rotate and list the keys that sign and verify tokens: the file that"
            + " JWT_KEYS_FILE names. A running server takes up a change within about a second, and nobody is logged out.";

    private static final Map<String, KeyAlgorithm> ALGORITHMS =
            Map.of("ES256", KeyAlgorithm.ES256, "HS256", KeyAlgorithm.HS256);
    private static final int MOST_SECONDS = 366 * 86_400;
    /** In which every process has learned of a change, and signs with the old key no more. */
    private static final Duration SPREADING = Duration.ofHours(1);

    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    public KeyCommands(Map<String, String> environment) {
        this.environment = environment;
    }

    @Command(name = "generate", description = "Write a new key into a new file that only you may read.")
    void generate(
            @Parameters(paramLabel = "<file>") Path file,
            @Option(names = "--algorithm", paramLabel = "<name>", description = {
                    "ES256, whose public keys others may have to verify tokens (default), or HS256."
            }) @Nullable String algorithm,
            @Option(names = "--from-secret", description = {
                    "The key is JWT_SECRET_KEY (or _FILE), to be rotated to another one later."
            }) boolean fromSecret) {
        if (fromSecret && algorithm != null) {
            throw new BadSetting("--from-secret and --algorithm contradict each other: the secret is for HS256");
        }
        JwkSet keys = fromSecret
                ? JwkSet.of(settings().signingSecret(Optional.empty()).orElseThrow())
                : JwkSet.generate(algorithm(algorithm).orElse(KeyAlgorithm.ES256));
        KeyFile.create(file, keys);
        print(keys);
    }

    @Command(name = "rotate", description = {
            "Sign with another key: the one that was published, or else a new one. The last one verifies until the tokens"
                    + " that it has signed are over. Several servers with copies of the file need --publish first."
    })
    void rotate(
            @Parameters(paramLabel = "<file>") Path file,
            @Option(names = "--publish", description = {
                    "Add the next key, to verify only; it signs from the next rotation on."
            }) boolean publish,
            @Option(names = "--keep", paramLabel = "<seconds>", description = {
                    "How long the last key verifies; 0 drops it at once, with all its tokens. Otherwise a day, or"
                            + " JWT_ACCESS_TOKEN_EXPIRES if that is longer, and an hour."
            }) @Nullable String keep,
            @Option(names = "--algorithm", paramLabel = "<name>", description = {
                    "Of a new key, ES256 or HS256; as the key that signs now if not given."
            }) @Nullable String algorithm) {
        if (publish && keep != null) {
            throw new BadSetting("--publish and --keep contradict each other: publishing ends no key");
        }
        Duration kept = keep == null
                ? tokensLast()
                : Duration.ofSeconds(new SettingValue("--keep", keep).wholeNumber(0, MOST_SECONDS));
        Optional<KeyAlgorithm> chosen = algorithm(algorithm);
        print(KeyFile.change(file, keys -> publish
                ? keys.published(Instant.now(), chosen)
                : keys.rotated(Instant.now(), kept, chosen)));
    }

    @Command(name = "list", description = "Show each key's id, algorithm, role and end.")
    void list(@Parameters(paramLabel = "<file>") Path file) {
        try {
            print(new KeyFile(file, false).read());
        } catch (UnusableKeys e) {
            throw new CommandFailed(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** No token of any process outlives that; tokens of the original's last for a day. */
    private Duration tokensLast() {
        Duration lifetime = settings().tokenLifetime();
        Duration day = Duration.ofDays(1);
        return (lifetime.compareTo(day) > 0 ? lifetime : day).plus(SPREADING);
    }

    private SettingsReader settings() {
        return new SettingsReader(new Sources(Profile.PRODUCTION, Map.of(), environment));
    }

    private static Optional<KeyAlgorithm> algorithm(@Nullable String name) {
        return Optional.ofNullable(name).map(given -> new SettingValue("--algorithm", given).oneOf(ALGORITHMS));
    }

    private void print(JwkSet keys) {
        var out = Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
        String columns = "%-12s  %-9s  %-9s  %s%n";
        out.printf(columns, "key", "algorithm", "role", "until");
        for (JwkSet.Entry key : keys.entries()) {
            String role = key.role().name().toLowerCase(Locale.ROOT);
            out.printf(columns, key.id(), key.algorithm(), role, key.until().map(Instant::toString).orElse("-"));
        }
        out.flush();
    }
}

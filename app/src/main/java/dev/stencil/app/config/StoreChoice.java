package dev.stencil.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Choice of the store: the one that a flag names, else {@code MONGODB_URI}, else SQLite in {@code DATA_DIR}, else in
 * development SQLite in a folder of its own. Flags that name two stores contradict each other.
 */
public final class StoreChoice {
    static final Path DEFAULT_FOLDER = Path.of(Setting.DATA_DIR.defaultIn(Profile.DEVELOPMENT)).normalize();

    private static final Pattern PASSWORD = Pattern.compile("//[^@]*:[^@]*@|password=", Pattern.CASE_INSENSITIVE);

    private StoreChoice() {}

    public static Store of(Sources sources) {
        return named(sources).orElseGet(() -> {
            if (sources.profile() == Profile.PRODUCTION) {
                throw new BadSetting("production needs a store: --data or DATA_DIR (SQLite), --mongodb-uri or"
                        + " MONGODB_URI, or --in-memory, which keeps nothing");
            }
            return new Store.Sqlite(new SettingValue("./data", DEFAULT_FOLDER.toString()).path());
        });
    }

    /** The one that a flag or a variable names, as production needs it. */
    public static Optional<Store> named(Sources sources) {
        List<SettingValue> flags = Stream.of("--in-memory", "--mongodb-uri", "--data")
                .flatMap(flag -> sources.flag(flag).stream())
                .toList();
        if (flags.size() > 1) {
            throw new BadSetting(String.join(" and ", flags.stream().map(SettingValue::name).toList())
                    + " name different stores: give one of them");
        }
        // Looked at even if a flag wins: a mistake in it must show.
        Optional<Store> mongo = sources.secret(Setting.MONGODB_URI).map(StoreChoice::mongo);
        return flags.stream().findFirst().map(StoreChoice::ofFlag)
                .or(() -> mongo)
                .or(() -> sources.given(Setting.DATA_DIR).map(folder -> new Store.Sqlite(folder.path())));
    }

    /** A database that a flag names, else the environment. */
    public static Optional<Store.Mongo> mongo(Sources sources) {
        return sources.flag("--mongodb-uri")
                .map(StoreChoice::withoutPassword)
                .or(() -> sources.secret(Setting.MONGODB_URI))
                .map(StoreChoice::mongo);
    }

    private static Store ofFlag(SettingValue flag) {
        return switch (flag.name()) {
            case "--in-memory" -> new Store.InMemory();
            case "--data" -> new Store.Sqlite(flag.path());
            default -> mongo(withoutPassword(flag));
        };
    }

    private static Store.Mongo mongo(SettingValue uri) {
        if (!uri.value().matches("mongodb(\\+srv)?://.+")) {
            throw uri.mustBe("a URI that begins with mongodb:// or mongodb+srv://");
        }
        return new Store.Mongo(uri.value());
    }

    private static SettingValue withoutPassword(SettingValue uri) {
        if (PASSWORD.matcher(uri.value()).find()) {
            throw new BadSetting(uri.name() + " holds a password, which every user of this machine could see:"
                    + " set MONGODB_URI or MONGODB_URI_FILE instead");
        }
        return uri;
    }
}

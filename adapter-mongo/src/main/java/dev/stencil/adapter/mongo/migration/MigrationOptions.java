package dev.stencil.adapter.mongo.migration;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Options of a run of the {@link Migration}.
 *
 * @param extent how far it goes
 * @param canLogIn whether an account of that name can be given a token; one that cannot is reported
 * @param unusable why a password hash can match no password, if it cannot; such an account is reported
 * @param wrap makes of a password hash of the original one that is safe to keep, of any other nothing. If this is
 *     given, the last step replaces all that it makes something of; the original cannot check those any more
 * @param clock tells when a document was changed
 */
public record MigrationOptions(
        Extent extent,
        Predicate<String> canLogIn,
        Function<String, Optional<String>> unusable,
        Optional<Function<String, Optional<String>>> wrap,
        InstantSource clock) {
    /** How far a run goes. */
    public enum Extent {
        /** Looks at everything and writes nothing. */
        LOOK,
        /** Adds our members, while the original may go on writing. */
        ADOPT,
        /** Does that too, then the keys, the indexes and the marker; the original must have been stopped. */
        FINISH
    }
}

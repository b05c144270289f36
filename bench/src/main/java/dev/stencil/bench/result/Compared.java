package dev.stencil.bench.result;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A scenario on a store.
 *
 * @param rounds at least one
 * @param ratio of requests a second, Stencil's to the baseline's, round by round; nothing without a baseline
 * @param memory after the last round, in MiB: Stencil's
 */
public record Compared(
        String scenario,
        String title,
        String store,
        String generator,
        List<Round> rounds,
        Optional<Spread> ratio,
        Optional<Long> memory) {
    public static Compared of(
            String scenario, String title, String store, String generator, List<Round> rounds, Optional<Long> memory) {
        Optional<Spread> ratio = rounds.stream().allMatch(round -> round.bare() != null)
                ? Optional.of(Spread.of(rounds, Compared::ratio))
                : Optional.empty();
        return new Compared(scenario, title, store, generator, List.copyOf(rounds), ratio, memory);
    }

    private static double ratio(Round round) {
        return round.stencil().perSecond() / Objects.requireNonNull(round.bare()).perSecond();
    }

    Spread stencil(ToDoubleFunction<Figures> figure) {
        return Spread.of(rounds, round -> figure.applyAsDouble(round.stencil()));
    }

    /** Only with a baseline. */
    Spread bare(ToDoubleFunction<Figures> figure) {
        return Spread.of(rounds, round -> figure.applyAsDouble(Objects.requireNonNull(round.bare())));
    }
}

package dev.stencil.bench;

import dev.stencil.bench.load.Extent;
import dev.stencil.bench.result.Figures;
import dev.stencil.bench.result.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures two servers in turn, so that what changes on the machine meanwhile changes for both. */
record Duel(Meter meter, Side stencil, @Nullable Side bare) {
    List<Round> rounds(int count, Extent warmUp, Extent round) throws IOException, InterruptedException {
        measure(stencil, warmUp);
        if (bare != null) {
            measure(bare, warmUp);
        }
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rounds.add(round(i % 2 == 0, round));
        }
        return rounds;
    }

    /** Neither side always comes second, after the other has heated up the machine. */
    private Round round(boolean stencilFirst, Extent extent) throws IOException, InterruptedException {
        if (bare == null) {
            return new Round(measure(stencil, extent), null);
        }
        Figures first = measure(stencilFirst ? stencil : bare, extent);
        Figures second = measure(stencilFirst ? bare : stencil, extent);
        return stencilFirst ? new Round(first, second) : new Round(second, first);
    }

    private Figures measure(Side side, Extent extent) throws IOException, InterruptedException {
        return meter.measure(side.server(), side.traffic().get(), extent);
    }
}

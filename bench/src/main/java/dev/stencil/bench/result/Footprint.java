package dev.stencil.bench.result;

import java.util.Optional;

/**
 * Stencil by itself.
 *
 * @param startMillis from {@code ./run} to the first answer
 * @param idle resident memory after a few hundred requests, in MiB; nothing where that is not known
 * @param loaded after load
 */
public record Footprint(String store, Spread startMillis, Optional<Long> idle, Optional<Long> loaded) {}

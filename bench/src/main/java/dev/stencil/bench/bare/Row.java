package dev.stencil.bench.bare;

import java.util.function.Supplier;

/**
 * A template as it is stored.
 *
 * @param created in milliseconds since 1970, like {@code updated}
 * @param content JSON; made of what is stored, where it is not stored as JSON, only if it is asked for
 */
record Row(String id, long version, long created, long updated, Supplier<byte[]> content) {}

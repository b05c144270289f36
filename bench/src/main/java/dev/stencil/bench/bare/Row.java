package dev.stencil.bench.bare;

/**
 * A template as it is stored.
 *
 * @param created in milliseconds since 1970, like {@code updated}
 * @param content JSON, passed on as it is
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Row(String id, long version, long created, long updated, byte[] content) {}

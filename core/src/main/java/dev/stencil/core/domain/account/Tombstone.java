package dev.stencil.core.domain.account;

import dev.stencil.core.domain.Id;
import java.time.Instant;

/**
 * Marker of a deleted account, kept for a while: a write that began before the deletion may still add data, which the
 * sweep removes.
 *
 * @param user the id that the account had
 * @param left when it was deleted, in whole milliseconds
 */
public record Tombstone(Id user, Instant left) {}

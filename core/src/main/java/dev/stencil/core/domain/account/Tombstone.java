package dev.stencil.core.domain.account;

import dev.stencil.core.domain.Id;
import java.time.Instant;

/**
 * What an account leaves for a while after it was deleted: a write that began before may add to it what nobody would
 * find.
 *
 * @param user the id that the account had
 * @param left when it was deleted, in whole milliseconds
 */
public record Tombstone(Id user, Instant left) {}

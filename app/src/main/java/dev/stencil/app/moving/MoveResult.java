package dev.stencil.app.moving;

/**
 * Result of an export or an import.
 *
 * @param users accounts that are in the file now, or in the store
 * @param templates the same of templates
 * @param before how many of both an earlier import had put there already
 * @param noted how much a person should look at: each was reported to the {@link MoveProgress}
 */
public record MoveResult(long users, long templates, long before, long noted) {}

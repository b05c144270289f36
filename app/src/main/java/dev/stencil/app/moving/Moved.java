package dev.stencil.app.moving;

/**
 * What came of an export or an import.
 *
 * @param users accounts that are in the file now, or in the store
 * @param templates the same of templates
 * @param before how many of both an earlier import had put there already
 * @param noted how much a person should look at: each was told to the {@link Watcher}
 */
public record Moved(long users, long templates, long before, long noted) {}

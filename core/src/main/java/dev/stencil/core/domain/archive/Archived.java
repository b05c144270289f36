package dev.stencil.core.domain.archive;

import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.template.Template;

/**
 * An account or a template as a store keeps it.
 *
 * @param item a {@link User} or a {@link Template}
 * @param role whether it holds its key or shares it
 */
public record Archived<T>(T item, KeyRole role) {}

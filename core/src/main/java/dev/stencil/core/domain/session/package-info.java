/**
 * A session and its refresh tokens: how long they live and how one follows another. Whether a session counts is decided
 * by its account.
 */
@NullMarked
package dev.stencil.core.domain.session;

import org.jspecify.annotations.NullMarked;

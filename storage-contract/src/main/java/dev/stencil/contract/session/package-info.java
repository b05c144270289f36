/** What a {@code SessionRepository} promises. Which sessions count is not a matter of storage. */
@NullMarked
package dev.stencil.contract.session;

import org.jspecify.annotations.NullMarked;

/**
 * What use cases share: limits on guesses and registrations, the pool that hashes passwords, the memory of live
 * sessions. For use cases alone: nothing here is needed to embed Stencil.
 */
@NullMarked
package dev.stencil.core.usecase.policy;

import org.jspecify.annotations.NullMarked;

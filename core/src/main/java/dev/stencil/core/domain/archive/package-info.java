/**
 * What only adopted and moved data needs: the rules for data of the original system, and the form in which accounts and
 * templates go from one store to another.
 */
@NullMarked
package dev.stencil.core.domain.archive;

import org.jspecify.annotations.NullMarked;

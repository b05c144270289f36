/**
 * What every other part of the domain needs: ids, clocks, failures, events, clients. A concept with rules of its own
 * has a package below.
 */
@NullMarked
package dev.stencil.core.domain;

import org.jspecify.annotations.NullMarked;

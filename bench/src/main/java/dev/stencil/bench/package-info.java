/**
 * Measures Stencil beside a bare server or another checkout of itself: scenarios, servers and their data, load,
 * reports; and what a growing store costs. The bare server and the benchmarks of single steps have packages of their
 * own.
 */
@NullMarked
package dev.stencil.bench;

import org.jspecify.annotations.NullMarked;

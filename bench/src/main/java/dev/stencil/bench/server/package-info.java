/** The processes that are measured, and where their data is. */
@NullMarked
package dev.stencil.bench.server;

import org.jspecify.annotations.NullMarked;

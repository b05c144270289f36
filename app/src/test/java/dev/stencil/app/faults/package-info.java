/** The whole server on a MongoDB that fails in every way that a network and a server can. */
@NullMarked
package dev.stencil.app.faults;

import org.jspecify.annotations.NullMarked;

/** The server: settings, command line, and the one place where everything is put together. */
@NullMarked
package dev.stencil.app;

import org.jspecify.annotations.NullMarked;

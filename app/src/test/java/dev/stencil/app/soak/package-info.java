/** The whole server for half an hour, while clients and stores come and go. */
@NullMarked
package dev.stencil.app.soak;

import org.jspecify.annotations.NullMarked;

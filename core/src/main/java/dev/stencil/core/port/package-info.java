/** What the core needs from outside: storage, password hashing, tokens and a place to report events to. */
@NullMarked
package dev.stencil.core.port;

import org.jspecify.annotations.NullMarked;

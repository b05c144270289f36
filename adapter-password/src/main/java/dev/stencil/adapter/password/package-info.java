/** Password hashes of Argon2id, and what remains of the original system's. */
@NullMarked
package dev.stencil.adapter.password;

import org.jspecify.annotations.NullMarked;

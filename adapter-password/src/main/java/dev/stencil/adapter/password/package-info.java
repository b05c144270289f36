/** Password hashes of Argon2id, and those of other systems that are checked and replaced. */
@NullMarked
package dev.stencil.adapter.password;

import org.jspecify.annotations.NullMarked;

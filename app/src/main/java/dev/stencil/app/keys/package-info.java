/**
 * The keys that sign tokens while the server runs: the secret of development, and the watch on a key file.
 */
@NullMarked
package dev.stencil.app.keys;

import org.jspecify.annotations.NullMarked;

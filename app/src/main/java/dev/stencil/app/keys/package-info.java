/**
 * The keys that sign tokens: made, kept in files, and watched while the server runs.
 */
@NullMarked
package dev.stencil.app.keys;

import org.jspecify.annotations.NullMarked;

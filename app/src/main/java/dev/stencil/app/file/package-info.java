/**
 * Files of an operator: written whole or not at all, for the owner alone, and read within limits.
 */
@NullMarked
package dev.stencil.app.file;

import org.jspecify.annotations.NullMarked;

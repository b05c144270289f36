/**
 * The settings: where they come from, what they may be, and the store and the key file that they name. Starts nothing.
 */
@NullMarked
package dev.stencil.app.config;

import org.jspecify.annotations.NullMarked;

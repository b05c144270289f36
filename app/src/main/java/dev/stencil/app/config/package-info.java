/**
 * The settings: where they come from, what they may be, and the store that they choose. Starts nothing.
 */
@NullMarked
package dev.stencil.app.config;

import org.jspecify.annotations.NullMarked;

/**
 * The command line: its flags, its commands, and what they print.
 */
@NullMarked
package dev.stencil.app.command;

import org.jspecify.annotations.NullMarked;

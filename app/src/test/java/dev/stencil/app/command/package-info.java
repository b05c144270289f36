@NullMarked
package dev.stencil.app.command;

import org.jspecify.annotations.NullMarked;

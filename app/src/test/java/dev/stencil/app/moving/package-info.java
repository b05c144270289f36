@NullMarked
package dev.stencil.app.moving;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.stencil.app.keys;

import org.jspecify.annotations.NullMarked;

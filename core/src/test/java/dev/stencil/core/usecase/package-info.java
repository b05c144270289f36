@NullMarked
package dev.stencil.core.usecase;

import org.jspecify.annotations.NullMarked;

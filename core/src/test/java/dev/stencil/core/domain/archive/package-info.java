@NullMarked
package dev.stencil.core.domain.archive;

import org.jspecify.annotations.NullMarked;

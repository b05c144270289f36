/** A full storage that keeps everything in memory and nothing on disk. */
@NullMarked
package dev.stencil.core.memory;

import org.jspecify.annotations.NullMarked;

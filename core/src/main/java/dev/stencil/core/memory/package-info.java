/**
 * A storage that keeps everything in memory and nothing longer than the process. It holds every promise of the ports
 * but durability.
 */
@NullMarked
package dev.stencil.core.memory;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.stencil.contract;

import org.jspecify.annotations.NullMarked;

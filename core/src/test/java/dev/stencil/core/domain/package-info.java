@NullMarked
package dev.stencil.core.domain;

import org.jspecify.annotations.NullMarked;

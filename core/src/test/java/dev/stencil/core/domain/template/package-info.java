@NullMarked
package dev.stencil.core.domain.template;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.stencil.core.usecase.policy;

import org.jspecify.annotations.NullMarked;

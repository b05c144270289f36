@NullMarked
package dev.stencil.core.domain.account;

import org.jspecify.annotations.NullMarked;

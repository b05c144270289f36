@NullMarked
package dev.stencil.contract.template;

import org.jspecify.annotations.NullMarked;

/**
 * A template: its content, the limits of that, when two are equal, and how they are listed and changed. Nothing about
 * where they are kept.
 */
@NullMarked
package dev.stencil.core.domain.template;

import org.jspecify.annotations.NullMarked;

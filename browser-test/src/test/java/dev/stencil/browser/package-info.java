/** What is shown to people, used as people use it. */
@NullMarked
package dev.stencil.browser;

import org.jspecify.annotations.NullMarked;

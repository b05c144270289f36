/** The recorded answers of the original system, asked of the assembled server again. */
@NullMarked
package dev.stencil.app.golden;

import org.jspecify.annotations.NullMarked;

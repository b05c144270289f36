@NullMarked
package dev.stencil.adapter.http.templates;

import org.jspecify.annotations.NullMarked;

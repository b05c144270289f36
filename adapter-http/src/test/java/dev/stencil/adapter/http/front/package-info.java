@NullMarked
package dev.stencil.adapter.http.front;

import org.jspecify.annotations.NullMarked;

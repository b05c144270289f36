@NullMarked
package dev.stencil.adapter.http.transport;

import org.jspecify.annotations.NullMarked;

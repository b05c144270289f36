@NullMarked
package dev.stencil.adapter.http;

import org.jspecify.annotations.NullMarked;

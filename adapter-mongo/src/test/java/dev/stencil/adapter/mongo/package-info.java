@NullMarked
package dev.stencil.adapter.mongo;

import org.jspecify.annotations.NullMarked;

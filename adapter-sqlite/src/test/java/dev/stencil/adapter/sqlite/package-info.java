@NullMarked
package dev.stencil.adapter.sqlite;

import org.jspecify.annotations.NullMarked;

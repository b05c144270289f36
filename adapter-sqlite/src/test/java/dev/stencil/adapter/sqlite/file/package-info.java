@NullMarked
package dev.stencil.adapter.sqlite.file;

import org.jspecify.annotations.NullMarked;

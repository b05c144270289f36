/** Keeps accounts and templates in one SQLite file. */
@NullMarked
package dev.stencil.adapter.sqlite;

import org.jspecify.annotations.NullMarked;

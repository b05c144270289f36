/**
 * The data folder, the database file, its tables and the native library: everything before the first statement of a
 * repository. Knows no account and no template.
 */
@NullMarked
package dev.stencil.adapter.sqlite.file;

import org.jspecify.annotations.NullMarked;

/** Keeps accounts and templates in MongoDB. */
@NullMarked
package dev.stencil.adapter.mongo;

import org.jspecify.annotations.NullMarked;

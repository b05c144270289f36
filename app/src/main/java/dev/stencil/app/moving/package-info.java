/** Accounts and templates on their way from one store to another, by way of a file. */
@NullMarked
package dev.stencil.app.moving;

import org.jspecify.annotations.NullMarked;

/** What people do with Stencil: register, sign in, prove who they are, manage their templates. */
@NullMarked
package dev.stencil.core.usecase;

import org.jspecify.annotations.NullMarked;

/** What Stencil is about: users, templates, their content and everything that can go wrong with them. */
@NullMarked
package dev.stencil.core.domain;

import org.jspecify.annotations.NullMarked;

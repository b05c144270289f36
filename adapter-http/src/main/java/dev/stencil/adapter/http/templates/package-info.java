/** The resource API: templates by id, with pages, versions and partial changes. */
@NullMarked
package dev.stencil.adapter.http.templates;

import org.jspecify.annotations.NullMarked;

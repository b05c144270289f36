/** The description of the API: {@code /openapi.json} for programs, {@code /docs} for people. */
@NullMarked
package dev.stencil.adapter.http.description;

import org.jspecify.annotations.NullMarked;

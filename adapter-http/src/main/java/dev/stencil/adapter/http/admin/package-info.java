/** Routes for administrators: other people's accounts. */
@NullMarked
package dev.stencil.adapter.http.admin;

import org.jspecify.annotations.NullMarked;

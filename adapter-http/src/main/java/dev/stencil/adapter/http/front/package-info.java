/** What all routes share: limits, bodies, threads, request ids, errors. Knows no route. */
@NullMarked
package dev.stencil.adapter.http.front;

import org.jspecify.annotations.NullMarked;

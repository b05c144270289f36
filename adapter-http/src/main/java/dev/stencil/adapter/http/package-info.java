/** The HTTP front: a server on Undertow that speaks to the use cases of the core. */
@NullMarked
package dev.stencil.adapter.http;

import org.jspecify.annotations.NullMarked;

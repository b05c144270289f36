/**
 * The HTTP adapter: the server, on Undertow, and its settings. Everything that one request passes is in the packages
 * below.
 */
@NullMarked
package dev.stencil.adapter.http;

import org.jspecify.annotations.NullMarked;

/**
 * Connections, framing, bodies, deadlines, slow clients, worker threads. Knows no JSON, no route and no use case.
 */
@NullMarked
package dev.stencil.adapter.http.transport;

import org.jspecify.annotations.NullMarked;

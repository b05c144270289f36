/** What a supervisor or a load balancer asks for. */
@NullMarked
package dev.stencil.adapter.http.health;

import org.jspecify.annotations.NullMarked;

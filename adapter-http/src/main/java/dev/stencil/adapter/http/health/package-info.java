/** Health checks for supervisors and load balancers. */
@NullMarked
package dev.stencil.adapter.http.health;

import org.jspecify.annotations.NullMarked;

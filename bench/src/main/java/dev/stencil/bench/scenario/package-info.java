/** What is asked of the servers, and the accounts that ask. */
@NullMarked
package dev.stencil.bench.scenario;

import org.jspecify.annotations.NullMarked;

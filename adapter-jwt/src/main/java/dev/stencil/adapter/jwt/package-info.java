/** Access tokens as JWTs (RFC 7519), and the keys that sign and verify them. */
@NullMarked
package dev.stencil.adapter.jwt;

import org.jspecify.annotations.NullMarked;

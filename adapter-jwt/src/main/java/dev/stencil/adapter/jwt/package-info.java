/** Access tokens as JWTs (RFC 7519), signed with HMAC-SHA-256. */
@NullMarked
package dev.stencil.adapter.jwt;

import org.jspecify.annotations.NullMarked;

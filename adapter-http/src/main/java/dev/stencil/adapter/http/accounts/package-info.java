/**
 * Routes of the caller's own account, its sessions, and the keys that verify its tokens. Registration and login are in
 * {@code original}.
 */
@NullMarked
package dev.stencil.adapter.http.accounts;

import org.jspecify.annotations.NullMarked;

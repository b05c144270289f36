/** The account of whoever has shown a token: its sessions, its password, its end. */
@NullMarked
package dev.stencil.adapter.http.accounts;

import org.jspecify.annotations.NullMarked;

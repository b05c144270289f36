/**
 * An account: its name, the rules for its password, and which of its sessions and tokens count. Sessions themselves have
 * a package of their own.
 */
@NullMarked
package dev.stencil.core.domain.account;

import org.jspecify.annotations.NullMarked;

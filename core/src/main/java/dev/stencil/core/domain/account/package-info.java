/**
 * An account: its name, its state and roles, the rules for its password and its reset, and which of its sessions and
 * tokens count. Sessions themselves have a package of their own.
 */
@NullMarked
package dev.stencil.core.domain.account;

import org.jspecify.annotations.NullMarked;

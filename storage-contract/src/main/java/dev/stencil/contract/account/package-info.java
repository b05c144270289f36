/** What a {@code UserRepository} promises. Nothing about the sessions and templates of an account. */
@NullMarked
package dev.stencil.contract.account;

import org.jspecify.annotations.NullMarked;

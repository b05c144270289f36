/**
 * What a service brings: a storage, a password hasher, tokens, a listener for events. Each port says what it promises;
 * {@code storage-contract} tests the promises of a storage.
 */
@NullMarked
package dev.stencil.core.port;

import org.jspecify.annotations.NullMarked;

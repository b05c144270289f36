/**
 * Adopts a database of the original system. Nothing here runs while a server serves.
 */
@NullMarked
package dev.stencil.adapter.mongo.migration;

import org.jspecify.annotations.NullMarked;

/**
 * The stored documents and their members, and how values become BSON and back. Asks no database.
 */
@NullMarked
package dev.stencil.adapter.mongo.document;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.stencil.adapter.mongo.document;

import org.jspecify.annotations.NullMarked;

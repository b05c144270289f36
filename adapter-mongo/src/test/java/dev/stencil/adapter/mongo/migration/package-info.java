@NullMarked
package dev.stencil.adapter.mongo.migration;

import org.jspecify.annotations.NullMarked;

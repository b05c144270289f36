@NullMarked
package dev.stencil.app.config;

import org.jspecify.annotations.NullMarked;

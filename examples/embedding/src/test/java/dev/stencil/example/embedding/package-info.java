@NullMarked
package dev.stencil.example.embedding;

import org.jspecify.annotations.NullMarked;

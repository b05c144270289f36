@NullMarked
package dev.stencil.example.jdk;

import org.jspecify.annotations.NullMarked;

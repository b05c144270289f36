@NullMarked
package dev.stencil.adapter.http.web;

import org.jspecify.annotations.NullMarked;

/**
 * What all routes share: requests, answers to failures, JSON, entity tags, CORS, bearer tokens. Knows no single route.
 */
@NullMarked
package dev.stencil.adapter.http.web;

import org.jspecify.annotations.NullMarked;

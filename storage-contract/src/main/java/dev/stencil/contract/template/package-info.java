/** What a {@code TemplateRepository} promises, and the test vectors of fingerprints. */
@NullMarked
package dev.stencil.contract.template;

import org.jspecify.annotations.NullMarked;

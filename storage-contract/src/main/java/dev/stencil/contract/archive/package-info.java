/** What {@code Archive} and {@code Intake} promise, for storages that can be moved. */
@NullMarked
package dev.stencil.contract.archive;

import org.jspecify.annotations.NullMarked;

package dev.stencil.contract;

import dev.stencil.core.port.Storage;

/** Tells the contract what to test. */
public interface StorageUnderTest {
    /**
     * The storage, open and ready; the same one for the length of a test. It need not be empty, and several tests may
     * share it: each makes accounts and owners of its own.
     */
    Storage storage();
}

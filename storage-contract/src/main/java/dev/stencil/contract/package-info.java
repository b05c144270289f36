/**
 * What every storage must do, as tests. A storage proves itself by a test class of its own:
 *
 * <pre>{@code
 * class MyStorageTest implements StorageContract {
 *     private final Storage storage = new MyStorage(...);
 *
 *     @Override
 *     public Storage storage() {
 *         return storage;
 *     }
 * }
 * }</pre>
 *
 * <p>Here is the contract as a whole; what each repository promises has a package below.
 */
@NullMarked
package dev.stencil.contract;

import org.jspecify.annotations.NullMarked;

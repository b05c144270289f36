package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Failure;

/** Where the repositories' writes go. */
interface Writes {
    /** Takes none: for a database that is only read. */
    Writes REFUSED = new Writes() {
        @Override
        public <T> T write(int bytes, PendingWrite.Write<T> write) {
            throw new UnsupportedOperationException("the folder is only read, and takes no writes");
        }
    };

    /** As {@link #write(int, PendingWrite.Write)}, of a write without content. */
    default <T> T write(PendingWrite.Write<T> write) {
        return write(0, write);
    }

    /**
     * Returns when the write is durable.
     *
     * @param bytes about as many are held by {@code write}
     * @throws Failure whatever the write answers with, once that is final
     * @throws Failure.Unavailable if it is not durable in time, or the disk or the file fails
     */
    <T> T write(int bytes, PendingWrite.Write<T> write);
}

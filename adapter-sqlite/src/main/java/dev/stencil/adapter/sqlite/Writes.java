package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import org.jspecify.annotations.Nullable;

/** Where the repositories' writes go. */
interface Writes {
    /** Takes none: for a database that is only read. */
    Writes REFUSED = new Writes() {
        @Override
        public <T> T write(int bytes, Handle.Work<T> write) {
            throw new UnsupportedOperationException("the folder is only read, and takes no writes");
        }
    };

    /** As {@link #write(int, Handle.Work)}, of a write without content. */
    default <T> T write(Handle.Work<T> write) {
        return write(0, write);
    }

    /** As {@link #write(Handle.Work)}, of one statement. */
    default int update(String sql, @Nullable Object... parameters) {
        return write(database -> database.update(sql, parameters));
    }

    /**
     * Returns when the write is durable.
     *
     * @param bytes about as many are held by {@code write}
     * @throws Failure whatever the write answers with, once that is final
     * @throws Failure.Unavailable if it is not durable in time, or the disk or the file fails
     */
    <T> T write(int bytes, Handle.Work<T> write);
}

package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Failures;
import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** Pool of connections that read beside the writer. A call waits two seconds at most for a free one. */
final class Readers implements AutoCloseable {
    private static final int CONNECTIONS = Math.clamp(Runtime.getRuntime().availableProcessors(), 4, 8);
    private static final long MAX_WAIT_SECONDS = 2;

    /** Taken and given back at the same end: the connection used last has the fullest cache. */
    private final BlockingDeque<Handle> idle = new LinkedBlockingDeque<>();

    private final CountDownLatch open = new CountDownLatch(CONNECTIONS);

    private volatile boolean closed;

    /** A reading that has finished with the connection when it returns. */
    @FunctionalInterface
    interface Read<T> {
        T from(Handle database) throws SQLException;
    }

    /** @param file a database that is there, of this version */
    Readers(Path file) throws SQLException {
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                idle.add(opened(file));
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private static Handle opened(Path file) throws SQLException {
        Handle handle = Handle.open(file, "mode=ro");
        handle.run("PRAGMA trusted_schema = OFF");
        return handle;
    }

    /** @throws Failure.Unavailable if no connection is free, the storage is closed, or the file cannot be read */
    <T> T read(Read<T> read) {
        Handle handle = take();
        try {
            return read.from(handle);
        } catch (SQLException e) {
            throw Failures.of(e);
        } finally {
            giveBack(handle);
        }
    }

    private Handle take() {
        if (closed) {
            throw Failures.unavailable("the storage is closed", null);
        }
        try {
            Handle handle = idle.pollFirst(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
            if (handle == null) {
                throw Failures.unavailable("no connection is free to read", null);
            }
            return handle;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.unavailable("interrupted", e);
        }
    }

    private void giveBack(Handle handle) {
        idle.addFirst(handle);
        if (closed) {
            closeIdle();
        }
    }

    /** Waits for those who read; connections that are still in use after that are closed when they are given back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
        try {
            open.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeIdle() {
        Handle handle;
        while ((handle = idle.pollFirst()) != null) {
            handle.close();
            open.countDown();
        }
    }
}

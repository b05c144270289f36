package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Failures;
import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pool of connections that read beside the writer. A call waits two seconds at most for a free one. */
final class Readers implements AutoCloseable {
    private static final int CONNECTIONS = Math.clamp(Runtime.getRuntime().availableProcessors(), 4, 8);
    private static final long MAX_WAIT_SECONDS = 2;

    /** Taken and given back at the same end: the connection used last has the fullest cache. */
    private final BlockingDeque<Handle> idle = new LinkedBlockingDeque<>();

    private final CountDownLatch open = new CountDownLatch(CONNECTIONS);

    private volatile boolean closed;

    /** @param file a database that is there, of this version */
    Readers(Path file) throws SQLException {
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Handle handle = Handle.open(file, "mode=ro");
                idle.add(handle);
                handle.run("PRAGMA trusted_schema = OFF");
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /** @throws Failure.Unavailable if no connection is free, the storage is closed, or the file cannot be read */
    <T> T read(Handle.Work<T> read) {
        Handle handle = take();
        try {
            return read.on(handle);
        } catch (SQLException e) {
            throw Failures.of(e);
        } finally {
            giveBack(handle);
        }
    }

    <T> Optional<T> first(String sql, Handle.Reading<T> row, @Nullable Object... parameters) {
        return read(database -> database.first(sql, row, parameters));
    }

    <T> List<T> list(String sql, Handle.Reading<T> row, @Nullable Object... parameters) {
        return read(database -> database.list(sql, row, parameters));
    }

    /** @param page made of no more rows than it needs */
    <T, P> P page(
            String sql, Handle.Reading<T> row, Function<Iterator<T>, P> page, @Nullable Object... parameters) {
        return read(database -> database.query(sql, rows -> page.apply(iterator(rows, row)), parameters));
    }

    /** Converts each row only when it is asked for: a page may end before its limit. */
    private static <T> Iterator<T> iterator(ResultSet rows, Handle.Reading<T> row) {
        return Spliterators.iterator(new Spliterators.AbstractSpliterator<T>(Long.MAX_VALUE, 0) {
            @Override
            public boolean tryAdvance(Consumer<? super T> action) {
                try {
                    boolean more = rows.next();
                    if (more) {
                        action.accept(row.from(rows));
                    }
                    return more;
                } catch (SQLException e) {
                    throw Failures.of(e);
                }
            }
        });
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

    /** Waits for reads under way; connections still in use after that are closed when they are given back. */
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

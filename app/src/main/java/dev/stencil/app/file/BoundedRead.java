package dev.stencil.app.file;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Read with a deadline of five seconds, for files that may hang, such as those on a network. No second read begins
 * before the one that hangs has ended.
 */
public final class BoundedRead<T> {
    private static final int LONGEST_SECONDS = 5;

    private @Nullable FutureTask<T> underWay;

    /**
     * What is read, by this call or by one before that was given up.
     *
     * @throws IOException if it takes too long, and whatever {@code reading} throws
     */
    public synchronized T read(Callable<T> reading) throws IOException {
        FutureTask<T> task = underWay;
        if (task == null) {
            task = new FutureTask<>(reading);
            Thread.ofPlatform().daemon().name("stencil-read").start(task);
            underWay = task;
        }
        try {
            T read = task.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            underWay = null;
            return read;
        } catch (TimeoutException e) {
            throw new IOException("does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            underWay = null;
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IOException(e);
            }
        }
    }
}

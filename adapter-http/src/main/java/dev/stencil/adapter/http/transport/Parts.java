package dev.stencil.adapter.http.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Body of an answer that is made part by part, each when it is asked for. */
public abstract class Parts implements Iterator<ByteBuffer> {
    private boolean ended;

    /** Makes the next part, and calls {@link #end} if it is the last. */
    protected abstract ByteBuffer make() throws IOException;

    protected final void end() {
        ended = true;
    }

    @Override
    public final boolean hasNext() {
        return !ended;
    }

    @Override
    public final ByteBuffer next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        try {
            return make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

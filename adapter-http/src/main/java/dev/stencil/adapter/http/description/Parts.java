package dev.stencil.adapter.http.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A stream, part by part. It is closed at its end, or by the collector if it is left. */
final class Parts implements Iterator<ByteBuffer> {
    private static final int SIZE = 64 * 1024;

    private final InputStream in;
    private boolean ended;

    Parts(InputStream in) {
        this.in = in;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public ByteBuffer next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        try {
            byte[] part = in.readNBytes(SIZE);
            if (part.length < SIZE) {
                ended = true;
                in.close();
            }
            return ByteBuffer.wrap(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

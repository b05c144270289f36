package dev.stencil.adapter.http.transport;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A request body that has come whole. What a large one has beyond its beginning is kept in pooled buffers outside of
 * the heap: a few clients that send arrays of megabytes would have the garbage collector stop everybody for most of the
 * time.
 *
 * <p>Used by one thread at a time. Nobody may read it once it is closed.
 */
public final class Body implements AutoCloseable {
    /** So much is in the heap. */
    private static final int BEGINNING = Limits.LARGE_BODY;

    private final ByteBufferPool pool;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final List<PooledByteBuffer> rest = new ArrayList<>();
    private int length;

    Body(ByteBufferPool pool) {
        this.pool = pool;
    }

    /** Takes all that is left in a buffer. */
    void add(ByteBuffer part) {
        length += part.remaining();
        byte[] bytes = new byte[Math.min(part.remaining(), BEGINNING - beginning.size())];
        part.get(bytes);
        beginning.writeBytes(bytes);
        while (part.hasRemaining()) {
            if (rest.isEmpty() || !rest.getLast().getBuffer().hasRemaining()) {
                rest.add(pool.allocate());
            }
            ByteBuffer last = rest.getLast().getBuffer();
            int count = Math.min(part.remaining(), last.remaining());
            last.put(part.slice(part.position(), count));
            part.position(part.position() + count);
        }
    }

    public int length() {
        return length;
    }

    /** Whether it takes a processor for milliseconds to read it. */
    public boolean isLarge() {
        return length > BEGINNING;
    }

    /** All of it, in order. */
    public List<ByteBuffer> parts() {
        List<ByteBuffer> parts = new ArrayList<>();
        parts.add(ByteBuffer.wrap(beginning.toByteArray()));
        rest.forEach(part -> parts.add(part.getBuffer().duplicate().flip()));
        return parts;
    }

    @Override
    public void close() {
        rest.forEach(PooledByteBuffer::close);
        rest.clear();
    }
}

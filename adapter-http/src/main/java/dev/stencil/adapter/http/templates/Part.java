package dev.stencil.adapter.http.templates;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A part of an answer that is being written. It may be large: it is handed on without a copy. */
final class Part extends ByteArrayOutputStream {
    /** @param expected about how many bytes it will have, so that it is not copied as it grows either */
    Part(int expected) {
        super(expected);
    }

    /** All that was written; nothing is written afterwards. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(buf, 0, count);
    }
}

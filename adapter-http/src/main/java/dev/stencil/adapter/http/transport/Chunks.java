package dev.stencil.adapter.http.transport;

import java.nio.ByteBuffer;

/**
 * Check of a chunked body as it comes in (RFC 9112, 7.1). Stricter than Undertow, which takes other line ends, and
 * anything after a chunk's size or its data; and where Undertow finds a mistake, it closes the connection without an
 * answer.
 */
final class Chunks {
    /** 15 hexadecimal digits: what fits into a long, and more than any body may have. */
    private static final int SIZE_DIGITS = 15;

    private enum State {
        SIZE, EXTENSION, SIZE_END, DATA, DATA_CR, DATA_END, TRAILER_BEGIN, TRAILER_NAME, TRAILER_VALUE, TRAILER_END,
        LAST_END,
        COMPLETE, MALFORMED
    }

    private State state = State.SIZE;
    private long size;
    private int digits;
    /** Bytes of extensions and trailers together. */
    private int extras;

    /**
     * Reads on; what follows the end is not looked at.
     *
     * @return whether all is as it should be so far
     */
    boolean accept(ByteBuffer more) {
        while (more.hasRemaining() && state != State.COMPLETE && state != State.MALFORMED) {
            if (state == State.DATA) {
                skipData(more);
            } else {
                state = next(more.get());
            }
        }
        return state != State.MALFORMED;
    }

    private void skipData(ByteBuffer more) {
        int count = (int) Math.min(size, more.remaining());
        more.position(more.position() + count);
        size -= count;
        state = size == 0 ? State.DATA_CR : State.DATA;
    }

    private State next(byte c) {
        return switch (state) {
            case SIZE -> size(c);
            case EXTENSION -> c == '\r' ? State.SIZE_END : extra(isText(c), State.EXTENSION);
            case SIZE_END -> only(c, '\n', afterSize());
            case DATA_CR -> only(c, '\r', State.DATA_END);
            case DATA_END -> only(c, '\n', State.SIZE);
            case TRAILER_BEGIN -> c == '\r' ? State.LAST_END : extra(isNamePart(c), State.TRAILER_NAME);
            case TRAILER_NAME -> c == ':' ? State.TRAILER_VALUE : extra(isNamePart(c), State.TRAILER_NAME);
            case TRAILER_VALUE -> c == '\r' ? State.TRAILER_END : extra(isText(c), State.TRAILER_VALUE);
            case TRAILER_END -> only(c, '\n', State.TRAILER_BEGIN);
            case LAST_END -> only(c, '\n', State.COMPLETE);
            case DATA, COMPLETE, MALFORMED -> state;
        };
    }

    private State size(byte c) {
        int digit = Character.digit(c, 16);
        if (digit >= 0) {
            size = size * 16 + digit;
            return ++digits <= SIZE_DIGITS ? State.SIZE : State.MALFORMED;
        }
        if (digits == 0) {
            return State.MALFORMED;
        }
        return c == '\r' ? State.SIZE_END : extra(c == ';' || c == ' ' || c == '\t', State.EXTENSION);
    }

    private State afterSize() {
        digits = 0;
        return size == 0 ? State.TRAILER_BEGIN : State.DATA;
    }

    private State extra(boolean fits, State next) {
        return fits && ++extras <= Limits.REQUEST_HEAD ? next : State.MALFORMED;
    }

    private static State only(byte c, char wanted, State next) {
        return c == wanted ? next : State.MALFORMED;
    }

    private static boolean isText(byte c) {
        return c == '\t' || c < 0 || (c >= ' ' && c != 0x7f);
    }

    /** RFC 9110, 5.6.2. */
    private static boolean isNamePart(byte c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                || (c > ' ' && "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }
}

package dev.stencil.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads the answers of one connection, one after the other, and tells where each ends. */
final class AnswerReader {
    private static final int MOST_HEAD = 16 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private final byte[] head = new byte[MOST_HEAD];
    private int headLength;
    /** Of the body; -1 before the head has ended. */
    private long left = -1;
    private int status;

    int status() {
        return status;
    }

    /** @return whether an answer has ended; what is in the buffer then is left there */
    boolean read(ByteBuffer in) throws IOException {
        while (left < 0) {
            if (!in.hasRemaining()) {
                return false;
            }
            if (headLength == MOST_HEAD) {
                throw new IOException("the head of an answer is too long");
            }
            head[headLength++] = in.get();
            if (endsWithBlankLine()) {
                parse(new String(head, 0, headLength, ISO_8859_1));
            }
        }
        int taken = (int) Math.min(left, in.remaining());
        in.position(in.position() + taken);
        left -= taken;
        if (left > 0) {
            return false;
        }
        left = -1;
        headLength = 0;
        return true;
    }

    private boolean endsWithBlankLine() {
        return headLength >= 4
                && head[headLength - 1] == '\n'
                && head[headLength - 2] == '\r'
                && head[headLength - 3] == '\n';
    }

    private void parse(String text) throws IOException {
        status = Integer.parseInt(text.substring(9, 12));
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(LENGTH);
        if (at >= 0) {
            int begin = at + LENGTH.length();
            left = Long.parseLong(lower.substring(begin, lower.indexOf('\r', begin)).strip());
        } else if (status == 204 || status == 304) {
            left = 0;
        } else {
            throw new IOException("an answer does not say how long it is");
        }
    }
}

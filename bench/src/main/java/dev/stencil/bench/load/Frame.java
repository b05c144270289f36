package dev.stencil.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A call as bytes, ready to be sent again and again. */
final class Frame {
    private final byte[] bytes;
    /** Where the number is, or -1. */
    private final int number;
    private final int status;

    Frame(Call call, String host) {
        this.bytes = call.text(host).getBytes(UTF_8);
        this.number = new String(bytes, ISO_8859_1).indexOf(Call.NUMBER);
        this.status = call.status();
    }

    int status() {
        return status;
    }

    /** Puts it into an empty buffer and makes that ready to be written. */
    void into(ByteBuffer out, Numbers numbers) {
        out.clear().put(bytes);
        if (number >= 0) {
            out.put(number, numbers.next().getBytes(ISO_8859_1));
        }
        out.flip();
    }

    int length() {
        return bytes.length;
    }
}

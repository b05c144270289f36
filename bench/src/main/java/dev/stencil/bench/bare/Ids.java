package dev.stencil.bench.bare;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** 24 hexadecimal digits that grow, as Stencil's do. */
final class Ids {
    private final AtomicLong last = new AtomicLong(System.currentTimeMillis() << 20);

    String next() {
        long now = System.currentTimeMillis() / 1000;
        return HexFormat.of().toHexDigits(now, 8) + HexFormat.of().toHexDigits(last.incrementAndGet());
    }
}

package dev.stencil.adapter.http.templates;

import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.web.Paging;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Cursor of a list: the position after which the next page begins, which stays valid whatever is added or removed. It
 * is not signed, since it holds nothing but a position in the caller's own list.
 */
record Cursor(Order order, Position after) {
    private static final byte FORM = 1;
    private static final byte OLDEST = 'o';
    private static final byte NEWEST = 'n';
    private static final int ID_BYTES = 12;
    private static final int LENGTH = 1 + 1 + Long.BYTES + ID_BYTES;

    String text() {
        return Paging.text(ByteBuffer.allocate(LENGTH)
                .put(FORM)
                .put(order == Order.OLDEST_FIRST ? OLDEST : NEWEST)
                .putLong(after.created().toEpochMilli())
                .put(HexFormat.of().parseHex(after.id().hex()))
                .array());
    }

    /** @throws HttpProblem 400 for everything that {@link #text} does not write */
    static Cursor parse(String text) {
        return Paging.cursor(text, Cursor::read, Cursor::text);
    }

    private static Cursor read(ByteBuffer bytes) {
        bytes.get();
        Order order = bytes.get() == OLDEST ? Order.OLDEST_FIRST : Order.NEWEST_FIRST;
        Instant created = Instant.ofEpochMilli(bytes.getLong());
        byte[] id = new byte[ID_BYTES];
        bytes.get(id);
        return new Cursor(order, new Position(created, new Id(HexFormat.of().formatHex(id))));
    }
}

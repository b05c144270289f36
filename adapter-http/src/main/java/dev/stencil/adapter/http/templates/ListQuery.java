package dev.stencil.adapter.http.templates;

import dev.stencil.adapter.http.web.Paging;
import dev.stencil.adapter.http.web.Query;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Query parameters of a list: page size, order and cursor. */
record ListQuery(int limit, Order order, Optional<Position> after) {
    static final String[] PARAMETERS = {"limit", "order", "cursor"};

    static ListQuery of(Query query) {
        int limit = Paging.limit(query);
        Optional<Order> order = query.value("order").map(ListQuery::order);
        Optional<Cursor> cursor = Paging.cursor(query, Cursor::read, Cursor::text);
        if (order.isPresent() && cursor.isPresent() && order.get() != cursor.get().order()) {
            throw Paging.invalidCursor("belongs to a list of another order");
        }
        return new ListQuery(
                limit,
                cursor.map(Cursor::order).or(() -> order).orElse(Order.OLDEST_FIRST),
                cursor.map(Cursor::after));
    }

    private static Order order(String text) {
        return switch (text) {
            case "oldest" -> Order.OLDEST_FIRST;
            case "newest" -> Order.NEWEST_FIRST;
            default -> throw Paging.invalid("order", "must be oldest or newest");
        };
    }

    /** The cursor of the page that follows one that ends there. */
    String next(Position last) {
        return new Cursor(order, last).text();
    }

    /**
     * Cursor of a list: the position after which the next page begins, which stays valid whatever is added or removed.
     * It is not signed, since it holds nothing but a position in the caller's own list.
     */
    record Cursor(Order order, Position after) {
        private static final byte FORM = 1;
        private static final byte OLDEST = 'o';
        private static final byte NEWEST = 'n';
        private static final int ID_BYTES = 12;

        String text() {
            return Paging.text(ByteBuffer.allocate(2 + Long.BYTES + ID_BYTES)
                    .put(FORM)
                    .put(order == Order.OLDEST_FIRST ? OLDEST : NEWEST)
                    .putLong(after.created().toEpochMilli())
                    .put(HexFormat.of().parseHex(after.id().hex()))
                    .array());
        }

        static Cursor read(ByteBuffer bytes) {
            bytes.get();
            Order order = bytes.get() == OLDEST ? Order.OLDEST_FIRST : Order.NEWEST_FIRST;
            Instant created = Instant.ofEpochMilli(bytes.getLong());
            byte[] id = new byte[ID_BYTES];
            bytes.get(id);
            return new Cursor(order, new Position(created, new Id(HexFormat.of().formatHex(id))));
        }
    }
}

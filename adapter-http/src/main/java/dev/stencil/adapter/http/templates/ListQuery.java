package dev.stencil.adapter.http.templates;

import dev.stencil.adapter.http.web.Paging;
import dev.stencil.adapter.http.web.Query;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Position;
import java.util.Optional;

/** Query parameters of a list: page size, order and cursor. */
record ListQuery(int limit, Order order, Optional<Position> after) {
    static final String[] PARAMETERS = {"limit", "order", "cursor"};

    static ListQuery of(Query query) {
        int limit = Paging.limit(query);
        Optional<Order> order = query.value("order").map(ListQuery::order);
        Optional<Cursor> cursor = query.value("cursor").map(Cursor::parse);
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

    String link(String path, Cursor next) {
        return Paging.link(path, limit, next.text());
    }
}

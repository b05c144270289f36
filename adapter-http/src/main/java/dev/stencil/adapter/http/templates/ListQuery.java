package dev.stencil.adapter.http.templates;

import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.web.Query;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Position;
import java.util.Optional;

/** Query parameters of a list: page size, order and cursor. */
record ListQuery(int limit, Order order, Optional<Position> after) {
    static final String[] PARAMETERS = {"limit", "order", "cursor"};

    private static final int USUAL = 25;
    private static final int MOST = 100;

    static ListQuery of(Query query) {
        int limit = query.value("limit").map(ListQuery::limit).orElse(USUAL);
        Optional<Order> order = query.value("order").map(ListQuery::order);
        Optional<Cursor> cursor = query.value("cursor").map(Cursor::parse);
        if (order.isPresent() && cursor.isPresent() && order.get() != cursor.get().order()) {
            throw Cursor.invalid("belongs to a list of another order");
        }
        return new ListQuery(
                limit,
                cursor.map(Cursor::order).or(() -> order).orElse(Order.OLDEST_FIRST),
                cursor.map(Cursor::after));
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw invalid("limit", "must be a number from 1 to " + MOST);
    }

    private static Order order(String text) {
        return switch (text) {
            case "oldest" -> Order.OLDEST_FIRST;
            case "newest" -> Order.NEWEST_FIRST;
            default -> throw invalid("order", "must be oldest or newest");
        };
    }

    private static HttpProblem invalid(String parameter, String what) {
        return HttpProblem.invalidParameter(parameter, ErrorCode.INVALID_PARAMETER, what);
    }

    /** RFC 8288; relative, since a proxy may show this server under any name. */
    String link(String path, Cursor next) {
        return '<' + path + "?limit=" + limit + "&cursor=" + next.text() + ">; rel=\"next\"";
    }
}

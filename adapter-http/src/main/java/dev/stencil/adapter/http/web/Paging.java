package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** Page sizes, cursors and links to the next page, as all paged lists have them. */
public final class Paging {
    private static final int USUAL = 25;
    private static final int MOST = 100;

    private Paging() {}

    /** The query parameter {@code limit}. */
    public static int limit(Query query) {
        return query.value("limit").map(Paging::limit).orElse(USUAL);
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

    public static HttpProblem invalid(String parameter, String what) {
        return HttpProblem.invalidParameter(parameter, ErrorCode.INVALID_PARAMETER, what);
    }

    /** Adds the link to the next page (RFC 8288); relative, since a proxy may show this server under any name. */
    public static Answer linked(Answer page, String path, int limit, Optional<String> next) {
        return next.map(cursor -> page.with(
                "Link", '<' + path + "?limit=" + limit + "&cursor=" + cursor + ">; rel=\"next\"")).orElse(page);
    }

    /** The text form of a cursor. */
    public static String text(byte[] cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * The query parameter {@code cursor}.
     *
     * @param reader may fail in any way for what is malformed
     * @throws HttpProblem 400 for everything that {@code writer} does not write
     */
    public static <T> Optional<T> cursor(Query query, Function<ByteBuffer, T> reader, Function<T, String> writer) {
        return query.value("cursor").map(text -> cursor(text, reader, writer));
    }

    private static <T> T cursor(String text, Function<ByteBuffer, T> reader, Function<T, String> writer) {
        try {
            T cursor = reader.apply(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)));
            if (writer.apply(cursor).equals(text)) {
                return cursor;
            }
        } catch (RuntimeException malformed) {
            // As below.
        }
        throw invalidCursor("is not one that was given out here");
    }

    public static HttpProblem invalidCursor(String what) {
        return HttpProblem.invalidParameter("cursor", ErrorCode.INVALID_CURSOR, what);
    }
}

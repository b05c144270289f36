package dev.stencil.bench.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Puts stored JSON into the bodies that Stencil answers with. */
final class Shape {
    private Shape() {}

    /** As the original lists templates. */
    static byte[] docs(List<Row> rows, byte[] beforeContent) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
        write(out, "{\"docs\":[");
        String separator = "";
        for (Row row : rows) {
            write(out, separator);
            out.writeBytes(beforeContent);
            out.writeBytes(row.content().get());
            out.write('}');
            separator = ",";
        }
        write(out, "]}");
        return out.toByteArray();
    }

    /** @param candidates one more than fit on the page, if there are more */
    static byte[] page(List<Row> candidates, int limit) {
        boolean more = candidates.size() > limit;
        List<Row> rows = more ? candidates.subList(0, limit) : candidates;
        ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
        write(out, "{\"items\":[");
        String separator = "";
        for (Row row : rows) {
            write(out, separator);
            write(out, row);
            separator = ",";
        }
        write(out, "],\"next_cursor\":" + (more ? '"' + cursor(rows.getLast()) + '"' : "null") + '}');
        return out.toByteArray();
    }

    private static String cursor(Row last) {
        String place = "1.oldest." + last.created() + '.' + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
    }

    static byte[] one(Row row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        write(out, row);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, Row row) {
        write(out, "{\"id\":\"" + row.id() + "\",\"content\":");
        out.writeBytes(row.content().get());
        write(out, ",\"version\":" + row.version()
                + ",\"created_at\":\"" + Instant.ofEpochMilli(row.created())
                + "\",\"updated_at\":\"" + Instant.ofEpochMilli(row.updated()) + "\"}");
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }
}

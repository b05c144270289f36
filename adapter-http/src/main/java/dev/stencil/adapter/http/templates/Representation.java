package dev.stencil.adapter.http.templates;

import dev.stencil.adapter.http.web.Timestamp;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON form of templates in the resource API. Content is written as the store returned it, without parsing it. */
public final class Representation {
    /** What stands around the content of each. */
    private static final int FRAME_BYTES = 160;

    private final Part out;

    private Representation(int contentBytes, int templates) {
        out = new Part(contentBytes + (templates + 1) * FRAME_BYTES);
    }

    /** {@code {"id", "content", "version", "created_at", "updated_at"}}. */
    public static byte[] of(Template template) {
        Representation one = new Representation(template.content().size(), 1);
        one.write(template);
        return one.out.toByteArray();
    }

    /** {@code {"items": [...], "next_cursor": ...}}. */
    static ByteBuffer of(Page page, Optional<String> next) {
        Representation list = new Representation(page.bytes(), page.items().size());
        String separator = "{\"items\":[";
        for (Template template : page.items()) {
            list.write(separator);
            list.write(template);
            separator = ",";
        }
        list.write(page.items().isEmpty() ? separator : "");
        list.write("],\"next_cursor\":" + next.map(cursor -> '"' + cursor + '"').orElse("null") + '}');
        return list.out.bytes();
    }

    private void write(Template template) {
        write("{\"id\":\"" + template.id() + "\",\"content\":");
        try {
            template.content().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        write(",\"version\":" + template.version());
        write(",\"created_at\":\"" + Timestamp.of(template.created()));
        write("\",\"updated_at\":\"" + Timestamp.of(template.updated()) + "\"}");
    }

    private void write(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.stencil.adapter.http.original;

import dev.stencil.adapter.http.front.Json;
import dev.stencil.core.domain.Page;
import dev.stencil.core.domain.Position;
import dev.stencil.core.domain.Template;
import dev.stencil.core.domain.User;
import dev.stencil.core.usecase.ManageTemplates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** {@code {"docs": [{"profile", "template"}, ...]}}, page by page: however long the list, one page is in memory. */
final class Docs implements Iterator<byte[]> {
    private static final int PAGE = 100;

    private final ManageTemplates templates;
    private final User user;
    private final byte[] beforeContent;
    private @Nullable Position after;
    private boolean begun;
    private boolean ended;

    Docs(ManageTemplates templates, User user) {
        this.templates = templates;
        this.user = user;
        String profile = new String(Json.write(user.name().text()), StandardCharsets.UTF_8);
        this.beforeContent = utf8("{\"profile\":" + profile + ",\"template\":");
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public byte[] next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        Page page = templates.list(user.id(), after, PAGE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            out.write(utf8(begun ? "" : "{\"docs\":["));
            boolean first = !begun;
            for (Template template : page.items()) {
                out.write(utf8(first ? "" : ","));
                out.write(beforeContent);
                template.content().writeTo(out);
                out.write('}');
                first = false;
            }
            begun = true;
            after = page.next().orElse(null);
            ended = after == null;
            out.write(utf8(ended ? "]}" : ""));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

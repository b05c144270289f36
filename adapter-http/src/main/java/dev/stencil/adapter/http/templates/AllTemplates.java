package dev.stencil.adapter.http.templates;

import dev.stencil.adapter.http.transport.Parts;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.usecase.ManageTemplates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that ends with a list of all templates of an account, the oldest first. It is made page by page:
 * however long the list, one page is in memory.
 */
public final class AllTemplates extends Parts {
    private static final int PAGE = 100;
    /** About what an item has around its content. */
    private static final int FRAME_BYTES = 128;

    private final ManageTemplates templates;
    private final Id owner;
    private final Item item;
    /** Told how large the first page is. */
    private IntConsumer first;
    private String separator;
    private @Nullable Position after;

    /** How one template is written. */
    @FunctionalInterface
    public interface Item {
        void write(Template template, OutputStream out) throws IOException;
    }

    /**
     * @param request takes the heap for the first page; the others are made while it is answered
     * @param beginning the object as far as the bracket that opens the list
     */
    public AllTemplates(Request request, ManageTemplates templates, Id owner, String beginning, Item item) {
        this.first = request::takePage;
        this.templates = templates;
        this.owner = owner;
        this.separator = beginning;
        this.item = item;
    }

    @Override
    protected ByteBuffer make() throws IOException {
        Page page = templates.list(owner, after, PAGE);
        // Room for all of it, so that what is written is not copied as it grows.
        int bytes = page.bytes();
        first.accept(bytes);
        first = any -> {};
        Part out = new Part(bytes + (page.items().size() + 1) * FRAME_BYTES);
        for (Template template : page.items()) {
            separate(out);
            separator = ",";
            item.write(template, out);
        }
        after = page.next().orElse(null);
        if (after == null) {
            close(out);
            end();
        }
        return out.bytes();
    }

    private void separate(OutputStream out) throws IOException {
        out.write(separator.getBytes(StandardCharsets.UTF_8));
    }

    private void close(OutputStream out) throws IOException {
        if (!separator.equals(",")) {
            separate(out);
        }
        out.write("]}".getBytes(StandardCharsets.UTF_8));
    }
}

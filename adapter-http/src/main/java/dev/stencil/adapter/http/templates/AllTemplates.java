package dev.stencil.adapter.http.templates;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.usecase.ManageTemplates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that ends with a list of all templates of an account, the oldest first. It is made page by page: however
 * long the list, one page is in memory.
 */
public final class AllTemplates implements Iterator<byte[]> {
    private static final int PAGE = 100;
    /** About what an item has around its content. */
    private static final int FRAME_BYTES = 128;

    private final ManageTemplates templates;
    private final Id owner;
    private final Item item;
    private String separator;
    private @Nullable Position after;
    private boolean ended;

    /** How one template is written. */
    @FunctionalInterface
    public interface Item {
        void write(Template template, OutputStream out) throws IOException;
    }

    /** @param beginning the object as far as the bracket that opens the list */
    public AllTemplates(ManageTemplates templates, Id owner, String beginning, Item item) {
        this.templates = templates;
        this.owner = owner;
        this.separator = beginning;
        this.item = item;
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
        Page page = templates.list(owner, after, PAGE);
        // Room for all of it, which may be a megabyte: what is written need not be copied as it grows.
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(page.bytes() + (page.items().size() + 1) * FRAME_BYTES);
        try {
            for (Template template : page.items()) {
                separate(out);
                separator = ",";
                item.write(template, out);
            }
            after = page.next().orElse(null);
            ended = after == null;
            if (ended) {
                end(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toByteArray();
    }

    private void separate(OutputStream out) throws IOException {
        out.write(separator.getBytes(StandardCharsets.UTF_8));
    }

    private void end(OutputStream out) throws IOException {
        if (!separator.equals(",")) {
            separate(out);
        }
        out.write("]}".getBytes(StandardCharsets.UTF_8));
    }
}

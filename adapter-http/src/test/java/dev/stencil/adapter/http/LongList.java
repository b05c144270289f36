package dev.stencil.adapter.http;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Template repository whose list has a number of pages with one template each. */
final class LongList extends NoTemplates {
    private final IdGenerator ids = new IdGenerator(InstantSource.system());
    private final int pages;
    private final Content content;
    private final AtomicInteger asked = new AtomicInteger();

    LongList(int pages, int length) {
        this.pages = pages;
        this.content = Content.of("x".repeat(length), new ContentLimits(1, 2 * length + 2));
    }

    /** How many pages were made. */
    int asked() {
        return asked.get();
    }

    /** The time of a template is the number of its page. */
    @Override
    public Page page(Id owner, @Nullable Position after, Order order, int limit) {
        asked.incrementAndGet();
        long page = after == null ? 1 : after.created().toEpochMilli() + 1;
        Template template = Template.create(ids.next(), owner, content, Instant.ofEpochMilli(page));
        return new Page(List.of(template), page < pages ? Optional.of(template.position()) : Optional.empty());
    }
}

package dev.stencil.adapter.http;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** List of templates that has a number of pages with one template each. */
final class LongList {
    private final IdGenerator ids = new IdGenerator(InstantSource.system());
    private final int pages;
    private final Content content;
    private final IntConsumer before;
    private final AtomicInteger asked = new AtomicInteger();

    LongList(int pages, int length) {
        this(pages, length, page -> {});
    }

    /** @param before is told the number of a page, from 1, before it is made; may fail, or wait */
    LongList(int pages, int length, IntConsumer before) {
        this.pages = pages;
        this.content = Content.of("x".repeat(length), new ContentLimits(1, 2 * length + 2));
        this.before = before;
    }

    /** One short page, made once the latch is open. */
    static LongList waitingFor(CountDownLatch latch) {
        return new LongList(1, 1, page -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** A storage in memory, but with a template repository that can only list. */
    Storage storage() {
        return Stores.with("page", arguments -> page((Id) arguments[0], Optional.ofNullable((Position) arguments[1])));
    }

    /** How many pages were asked for. */
    int asked() {
        return asked.get();
    }

    /** The time of a template is the number of its page. */
    private Page page(Id owner, Optional<Position> after) {
        asked.incrementAndGet();
        int page = after.map(Position::created).map(Instant::toEpochMilli).orElse(0L).intValue() + 1;
        before.accept(page);
        Template template = Template.create(ids.next(), owner, content, Instant.ofEpochMilli(page));
        return new Page(List.of(template), page < pages ? Optional.of(template.position()) : Optional.empty());
    }
}

package dev.stencil.contract;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.TemplateRepository;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists to their end. */
final class Lists {
    private Lists() {}

    static List<Template> readAll(TemplateRepository templates, Id owner, Order order, int limit) {
        return readAll(templates, owner, order, limit, () -> {});
    }

    /** @param between what happens after each page */
    static List<Template> readAll(
            TemplateRepository templates, Id owner, Order order, int limit, Runnable between) {
        List<Template> all = new ArrayList<>();
        @Nullable
        Position after = null;
        do {
            Page page = templates.page(owner, after, order, limit);
            if (page.items().size() > limit) {
                throw new AssertionError("a page of " + page.items().size() + " with a limit of " + limit);
            }
            all.addAll(page.items());
            @Nullable
            Position next = page.next().orElse(null);
            if (next != null && next.equals(after)) {
                throw new AssertionError("the page after " + after + " ends where it begins: the list has no end");
            }
            after = next;
            between.run();
        } while (after != null);
        return all;
    }
}

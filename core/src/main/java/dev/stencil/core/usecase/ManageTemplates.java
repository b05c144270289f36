package dev.stencil.core.usecase;

import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.Order;
import dev.stencil.core.domain.Page;
import dev.stencil.core.domain.Position;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.Template;
import dev.stencil.core.port.TemplateRepository;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Creates, lists, replaces and deletes the templates of one owner. The value of a template is its address: contents that
 * are equal as JSON are the same template. Any method may throw {@link Failure.Unavailable}.
 */
public final class ManageTemplates {
    private final TemplateRepository templates;
    private final InstantSource clock;
    private final IdGenerator ids;

    public ManageTemplates(TemplateRepository templates, InstantSource clock) {
        this.templates = templates;
        this.clock = new SteadyClock(clock);
        this.ids = new IdGenerator(this.clock);
    }

    /** @throws Failure.Conflict if the owner has a template of equal content */
    public Template create(Id owner, Content content) {
        Template template = Template.create(ids.next(), owner, content, clock.instant());
        templates.add(template);
        return template;
    }

    /**
     * A part of the list, the oldest first.
     *
     * @param after {@link Page#next()} of the page before, {@code null} for the first
     * @param limit the most items to return, at least 1
     */
    public Page list(Id owner, @Nullable Position after, int limit) {
        return templates.page(owner, after, Order.OLDEST_FIRST, limit);
    }

    /**
     * @return the template with its new content
     * @throws Failure.NotFound if the owner has no template that equals {@code current}
     * @throws Failure.Conflict if the owner has another template that equals {@code replacement}
     */
    public Template replace(Id owner, Content current, Content replacement) {
        return templates
                .replace(owner, current.fingerprint(), replacement, clock.instant())
                .orElseThrow(Failure.NotFound::new);
    }

    /** @throws Failure.NotFound if the owner has no template that equals {@code content} */
    public void delete(Id owner, Content content) {
        if (!templates.remove(owner, content.fingerprint())) {
            throw new Failure.NotFound();
        }
    }
}

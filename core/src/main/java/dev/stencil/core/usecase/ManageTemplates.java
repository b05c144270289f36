package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.MergePatch;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates, reads, lists, changes and deletes the templates of one owner, each addressed by its id or by its value:
 * contents that are equal as JSON are the same template. A template of somebody else is not found, like one that does
 * not exist. Any method may throw {@link Failure.Unavailable}.
 */
public final class ManageTemplates {
    /** The quota that allows any number. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Reached only under constant changes of one template: each lost race means that another change was made. */
    private static final Duration PATCH_DEADLINE = Duration.ofSeconds(10);

    private final TemplateRepository templates;
    private final int quota;
    private final SteadyClock clock;
    private final IdGenerator ids;
    /** Whether the clock has been compared with the store. */
    private volatile boolean compared;

    /**
     * @param quota how many templates an account may have, at least 1; it can be exceeded by as many as are created at
     *     the same time
     */
    public ManageTemplates(Context context, int quota) {
        this.templates = context.storage().templates();
        this.quota = quota;
        this.ids = context.ids();
        // A clock of its own: it may have to start ahead, which must not make sessions live longer.
        this.clock = new SteadyClock(context.clock());
    }

    /**
     * @throws Failure.Conflict if the owner has a template of equal content
     * @throws Failure.QuotaExceeded if the owner has no such template, and as many as allowed
     */
    public Template create(Id owner, Content content) {
        Arguments.required("owner", owner, "content", content);
        if (quota != UNLIMITED && templates.count(owner, quota) >= quota) {
            // A retry after a lost reply must learn that the template is there.
            templates.find(owner, content.fingerprint()).ifPresent(existing -> {
                throw new Failure.Conflict(existing.id());
            });
            throw new Failure.QuotaExceeded(quota);
        }
        Instant now = timeOfCreation();
        Template template = Template.create(ids.at(now), owner, content, now);
        templates.add(template);
        return template;
    }

    /**
     * The time of a new template, which is not before that of any stored one: a list that was read to its end continues
     * with later templates, even if the clock was set back before this process began.
     */
    private Instant timeOfCreation() {
        if (!compared) {
            latest().filter(clock.instant()::isBefore)
                    .ifPresent(latest -> clock.startAt(latest.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)));
            compared = true;
        }
        return clock.instant();
    }

    private Optional<Instant> latest() {
        try {
            return templates.latest();
        } catch (Failure.Unavailable e) {
            if (e.isDamage()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @throws Failure.NotFound if the owner has no such template */
    public Template read(Id owner, Id id) {
        Arguments.required("owner", owner, "id", id);
        return templates.find(owner, id).orElseThrow(Failure.NotFound::new);
    }

    /**
     * A part of the list, the oldest first.
     *
     * @param after {@link Page#next()} of the page before, {@code null} for the first
     * @param limit the most items to return, at least 1
     */
    public Page list(Id owner, @Nullable Position after, int limit) {
        return list(owner, after, Order.OLDEST_FIRST, limit);
    }

    /**
     * A part of the list.
     *
     * @param after {@link Page#next()} of the page before, {@code null} for the first
     * @param limit the most items to return, at least 1
     */
    public Page list(Id owner, @Nullable Position after, Order order, int limit) {
        Arguments.required("owner", owner, "order", order);
        return templates.page(owner, after, order, limit);
    }

    /**
     * @return the template with its new content
     * @throws Failure.NotFound if the owner has no template that equals {@code current}
     * @throws Failure.Conflict if the owner has another template that equals {@code replacement}
     */
    public Template replace(Id owner, Content current, Content replacement) {
        Arguments.required("owner", owner, "current", current, "replacement", replacement);
        return templates
                .replace(owner, current.fingerprint(), replacement, clock.instant())
                .orElseThrow(Failure.NotFound::new);
    }

    /**
     * @return the template with its new content
     * @throws Failure.NotFound if the owner has no such template
     * @throws Failure.StaleVersion if its version is another than {@code expected}
     * @throws Failure.Conflict if the owner has another template that equals {@code replacement}
     */
    public Template replace(Id owner, Id id, Versions expected, Content replacement) {
        Arguments.required("owner", owner, "id", id, "expected", expected, "replacement", replacement);
        return templates
                .replace(owner, id, expected, replacement, clock.instant())
                .orElseThrow(Failure.NotFound::new);
    }

    /**
     * Changes a part of the content. If somebody else changes the template meanwhile and its new version is expected,
     * too, the patch is applied to that: of patches that touch different members none is lost.
     *
     * @param limits of the content as it will be
     * @return the template with its new content
     * @throws Failure.NotFound if the owner has no such template
     * @throws Failure.StaleVersion if its version is another than {@code expected}
     * @throws Failure.Conflict if the owner has another template of the content as it would be
     * @throws Failure.Invalid if the content would break a limit
     * @throws Failure.TooLarge likewise
     */
    public Template patch(Id owner, Id id, Versions expected, MergePatch patch, ContentLimits limits) {
        Arguments.required("owner", owner, "id", id, "expected", expected, "patch", patch, "limits", limits);
        long deadline = System.nanoTime() + PATCH_DEADLINE.toNanos();
        while (true) {
            Template current = read(owner, id);
            expected.require(current.version());
            Content patched = patch.applyTo(current.content(), limits);
            try {
                return replace(owner, id, Versions.only(current.version()), patched);
            } catch (Failure.StaleVersion lost) {
                if (System.nanoTime() - deadline > 0) {
                    throw new Failure.Unavailable(Duration.ofSeconds(1), "too many changes of one template at once",
                            lost);
                }
            }
        }
    }

    /** @throws Failure.NotFound if the owner has no template that equals {@code content} */
    public void delete(Id owner, Content content) {
        Arguments.required("owner", owner, "content", content);
        if (!templates.remove(owner, content.fingerprint())) {
            throw new Failure.NotFound();
        }
    }

    /**
     * @throws Failure.NotFound if the owner has no such template
     * @throws Failure.StaleVersion if its version is another than {@code expected}
     */
    public void delete(Id owner, Id id, Versions expected) {
        Arguments.required("owner", owner, "id", id, "expected", expected);
        if (!templates.remove(owner, id, expected)) {
            throw new Failure.NotFound();
        }
    }
}

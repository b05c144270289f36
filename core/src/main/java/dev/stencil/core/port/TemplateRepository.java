package dev.stencil.core.port;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Repository of templates. Content comes back as it was given: the kinds of its values, its members in their order,
 * every character. The promises of {@link Storage} apply to every method; where an owner has several templates of equal
 * content (adopted from the original system), look-ups by content take the oldest. A template of another owner is the
 * same as none.
 */
public interface TemplateRepository {
    /**
     * Adds a template unless its owner has one of equal content. The check and the write are one step: of many equal
     * ones added at once, one is. A template whose own id is already stored counts as added (a retry after a lost
     * reply), whatever became of it since; one that was removed meanwhile is added anew. Opaque content equals no
     * other.
     *
     * @throws Failure.Conflict with the id of the template of equal content
     */
    void add(Template template);

    /** The owner's template of that id, or nothing if there is none. */
    Optional<Template> find(Id owner, Id id);

    /** The owner's oldest template that has the fingerprint, or nothing if there is none. */
    Optional<Template> find(Id owner, Fingerprint fingerprint);

    /**
     * How many templates the owner has.
     *
     * @param atMost counting ends here, at least 1
     */
    int count(Id owner, int atMost);

    /**
     * When the template of the greatest id was created, whoever owns it; nothing if there is none. Ids begin with the
     * second in which they were made: no template that Stencil made is newer by more than that second. Found at once,
     * however much is stored.
     */
    Optional<Instant> latest();

    /**
     * A part of the owner's list. Reading page after page shows every template once that was there all along, whatever
     * is added and removed meanwhile.
     *
     * @param after where the page before ended, {@code null} for the first page; nothing need be there any more
     * @param limit at least 1; a page also ends at {@link Page#MAX_BYTES}
     */
    Page page(Id owner, @Nullable Position after, Order order, int limit);

    /**
     * Replaces the content of the owner's oldest template that has the fingerprint {@code current}; its version grows
     * by one, its place in the list stays. Of several replacements of one template at once, one is made and the others
     * find nothing. Content that equals the current one is stored, too: it may be written differently.
     *
     * @param now becomes {@link Template#updated()}
     * @return the template as it is now, or nothing if the owner has none with that fingerprint, whatever has the new
     *     content
     * @throws Failure.Conflict with the id of another template of the owner that has the new content; nothing is
     *     changed then
     */
    Optional<Template> replace(Id owner, Fingerprint current, Content replacement, Instant now);

    /**
     * Replaces the content of one template, as {@link #replace(Id, Fingerprint, Content, Instant)} does, if its version
     * is expected. Of several replacements at once that expect one and the same version, one is made.
     *
     * @param now becomes {@link Template#updated()}
     * @return the template as it is now, or nothing if the owner has none of that id
     * @throws Failure.StaleVersion if its version is another than {@code expected}; nothing is changed then
     * @throws Failure.Conflict with the id of another template of the owner that has the new content; nothing is
     *     changed then
     */
    Optional<Template> replace(Id owner, Id id, Versions expected, Content replacement, Instant now);

    /**
     * Removes the owner's oldest template that has the fingerprint. Of several removals of one template at once, one
     * returns true.
     *
     * @return whether there was one
     */
    boolean remove(Id owner, Fingerprint fingerprint);

    /**
     * Removes one template if its version is expected. Of several removals at once, one returns true.
     *
     * @return whether the owner had one of that id
     * @throws Failure.StaleVersion if its version is another than {@code expected}; it is still there then
     */
    boolean remove(Id owner, Id id, Versions expected);

    /**
     * Removes templates of an owner, whatever they are.
     *
     * @param atMost so many, at least 1; the call is meant to be repeated
     * @return how many; fewer than {@code atMost} if none are left
     */
    int removeAll(Id owner, int atMost);
}

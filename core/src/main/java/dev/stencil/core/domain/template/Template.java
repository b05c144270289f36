package dev.stencil.core.domain.template;

import dev.stencil.core.domain.Id;
import java.time.Instant;
import java.util.Arrays;

/**
 * A JSON value that belongs to an account.
 *
 * @param id never changes
 * @param owner the id of the account, never its name
 * @param content the value; no owner has two templates with equal content, but for those adopted from the original
 * @param version 1 when new, one more with each change
 * @param created in whole milliseconds; lists are ordered by it
 * @param updated in whole milliseconds
 */
public record Template(Id id, Id owner, Content content, long version, Instant created, Instant updated) {
    /** A new template, in its first version. */
    public static Template create(Id id, Id owner, Content content, Instant now) {
        return new Template(id, owner, content, 1, now, now);
    }

    /** This template with other content, one version on. */
    public Template replaced(Content next, Instant now) {
        return new Template(id, owner, next, version + 1, created, now);
    }

    /** Whether the other is equal in everything, also in how its content is written: the order of members, 5.0 or 5. */
    public boolean isIdenticalTo(Template other) {
        return equals(other) && Arrays.equals(content.json(), other.content.json());
    }

    /** Its place in the owner's list. */
    public Position position() {
        return new Position(created, id);
    }
}

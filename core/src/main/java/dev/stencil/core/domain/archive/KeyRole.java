package dev.stencil.core.domain.archive;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;

/**
 * Role of an account or template among those of equal key. Every store keeps accounts unique by the key of their name,
 * and an owner's templates by their fingerprint. The original did not, so several that were adopted from it may have
 * the same key: one holds it, and each other has a longer key of its own, which no look-up takes for the holder's.
 */
public enum KeyRole {
    /** The only one of its key, the oldest of several accounts, or the youngest of several templates. */
    HOLDER,
    /** A further account or template of the same key; only adopted ones exist. */
    SHARER;

    /** The key that a store keeps the account by: the key of its name, or for a sharer that key, NUL and the id. */
    public String key(User user) {
        return key(user.name(), user.id());
    }

    /** As {@link #key(User)}. */
    public String key(UserName name, Id id) {
        return this == HOLDER ? name.key() : name.key() + '\0' + id;
    }

    /**
     * The key that a store keeps the template by, within its owner: the fingerprint, or for a sharer the fingerprint, a
     * colon and the id. Opaque content equals no other: {@code opaque:<id>}, whatever the role.
     */
    public String key(Template template) {
        return key(template.content(), template.id());
    }

    /** As {@link #key(Template)}. */
    public String key(Content content, Id id) {
        if (content.isOpaque()) {
            return "opaque:" + id;
        }
        String fingerprint = content.fingerprint().text();
        return this == HOLDER ? fingerprint : fingerprint + ':' + id;
    }

    /** The role of an account that a store keeps by {@code key}. */
    public static KeyRole of(User user, String key) {
        // A store that an older version wrote may keep an endless name by another key than today's.
        boolean shares = key.endsWith("\0" + user.id()) && !key.equals(HOLDER.key(user));
        return shares ? SHARER : HOLDER;
    }

    /** The role of a template that a store keeps by {@code key}. */
    public static KeyRole of(Template template, String key) {
        return key.equals(HOLDER.key(template)) ? HOLDER : SHARER;
    }
}

package dev.stencil.core.port;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;

/**
 * Writes the items of an {@link Archive} to another store, exactly as they were: ids, versions, times, hashes, the
 * spelling of contents, who holds a key and who shares it. Nothing is validated, since what was adopted may break
 * today's rules. Each call is one atomic step, the promises of {@link Storage} apply to it, and making it again changes
 * nothing, so that an interrupted move is started again.
 */
public interface Intake {
    /**
     * @return false if it was there already
     * @throws Failure.Conflict if something else has its id or the key that the role gives it: with the id of that one,
     *     which is its own if it is there in another state
     */
    boolean put(User user, KeyRole role);

    /**
     * @return false if it was there already
     * @throws Failure.NotFound if there is no such owner
     * @throws Failure.Conflict if something else has its id, or the key that the role gives it among its owner's
     *     templates: with the id of that one, which is its own if it is there in another state
     */
    boolean put(Template template, KeyRole role);

    /** Keeps that a token is revoked, so that it does not count here either. Its account need not be there. */
    void revoke(RevokedToken token);
}

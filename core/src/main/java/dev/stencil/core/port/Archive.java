package dev.stencil.core.port;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All accounts and templates of a store, exactly as it keeps them, and the tokens that were revoked by themselves: what
 * is taken out of one store to be put into the {@link Intake} of another. Every read is on its own and nothing stays
 * open between them, so the store may be in use. Reading slice after slice until there is no next one shows each
 * account and each template once that was there all along, in its state at some moment meanwhile; one that was added or
 * removed meanwhile is shown or not.
 */
public interface Archive {
    /**
     * Accounts in the order of their ids.
     *
     * @param after where the slice before ended, {@code null} for the first one; nothing need be there any more
     * @param limit at least 1
     */
    Slice<User> users(@Nullable Id after, int limit);

    /** Templates of all owners in the order of their ids; otherwise as {@link #users}. */
    Slice<Template> templates(@Nullable Id after, int limit);

    /**
     * Tokens that were revoked by themselves, in the order of their users' ids, those of a user in the order of their
     * own.
     *
     * @param after the last one of those before, {@code null} for the first ones; it need not be there any more
     * @param limit at least 1
     * @return fewer than {@code limit} if none come after them
     */
    List<RevokedToken> revokedTokens(@Nullable RevokedToken after, int limit);

    /** Counts everything. May take a minute in a store with millions of documents. */
    Inventory inventory();

    /**
     * Numbers of accounts and templates in a store.
     *
     * @param users about so many accounts
     * @param templates about so many templates
     * @param others what lies beside them and is neither: documents of an adopted database that could not be made an
     *     account or a template. No archive has them
     */
    record Inventory(long users, long templates, long others) {}
}

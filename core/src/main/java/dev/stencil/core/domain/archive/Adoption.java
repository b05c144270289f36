package dev.stencil.core.domain.archive;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Sha256;
import dev.stencil.core.domain.account.UserName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes accounts and templates of what the original kept, which let several accounts have one name and knew no times.
 * It is told of every user, then of every template, in the order in which the original listed them, and decides the same
 * each time. Takes about 200 bytes of memory for each account, whatever the length of its name. For one thread at a time.
 */
public final class Adoption {
    private final Map<Digest, Account> byName = new HashMap<>();
    private final Set<Digest> keys = new HashSet<>();

    /** The first half of a SHA-256: nobody can choose a name that is taken for another. */
    private record Digest(long high, long low) {
        static Digest of(String text) {
            ByteBuffer digest = ByteBuffer.wrap(Sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Digest(digest.getLong(), digest.getLong());
        }
    }

    /** An account as its templates see it. */
    public static final class Account {
        private final Id id;
        private Instant latest = Instant.MIN;

        private Account(Id id) {
            this.id = id;
        }

        public Id id() {
            return id;
        }

        /**
         * When the account's next template counts as created: in the second of its id, but after those before it. The
         * original listed templates in another order than that of their ids, and lists go by this.
         */
        public Instant created(Id template) {
            Instant second = template.second();
            latest = second.isAfter(latest) ? second : latest.plusMillis(1);
            return latest;
        }
    }

    /**
     * Adopts a user. Of several that share a key, the first holds it; those that differ in nothing but case, width or
     * normalisation are accounts beside each other.
     *
     * @return nothing if an account of exactly that name came before: that one logs in, and this is no account
     */
    public Optional<KeyRole> adopt(Id id, UserName name) {
        if (byName.putIfAbsent(Digest.of(name.text()), new Account(id)) != null) {
            return Optional.empty();
        }
        return Optional.of(keys.add(Digest.of(name.key())) ? KeyRole.HOLDER : KeyRole.SHARER);
    }

    /** The account of exactly that name. */
    public Optional<Account> find(String name) {
        return Optional.ofNullable(byName.get(Digest.of(name)));
    }
}

package dev.stencil.core.domain.archive;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Sha256;
import dev.stencil.core.domain.account.UserName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Registry of the original's accounts while they are adopted. It decides which user of a name is the account, which
 * account holds a key, and when each template counts as created: the original let several users have one name, and knew
 * no times. It is told of users and templates in the order in which the original listed them, and decides the same each
 * time. Takes about 130 bytes of memory for each account, whatever the length of its name, and none for a template. For
 * one thread at a time.
 */
public final class Adoption {
    private final Map<Digest, Account> byName = new HashMap<>();
    /** Keys that are taken and are no account's name; of the others the account knows. */
    private final Set<Digest> keys = new HashSet<>();

    /** The first half of a SHA-256: nobody can choose a name that is taken for another. */
    private record Digest(long high, long low) {
        static Digest of(String text) {
            ByteBuffer digest = ByteBuffer.wrap(Sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Digest(digest.getLong(), digest.getLong());
        }
    }

    /** An account as its templates see it. Its id is kept as numbers, since there may be millions. */
    public static final class Account {
        private final int idBegin;
        private final long idRest;
        private Instant latest = Instant.MIN;
        private boolean keyIsTaken;

        private Account(Id id) {
            idBegin = HexFormat.fromHexDigits(id.hex(), 0, 8);
            idRest = HexFormat.fromHexDigitsToLong(id.hex(), 8, 24);
        }

        public Id id() {
            return new Id(HexFormat.of().toHexDigits(idBegin) + HexFormat.of().toHexDigits(idRest));
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

        /** Takes note of a template whose time of creation was decided before. */
        public void created(Instant time) {
            latest = time.isAfter(latest) ? time : latest;
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
        return Optional.of(takeKey(name) ? KeyRole.HOLDER : KeyRole.SHARER);
    }

    /**
     * Adds a user whose key is decided later, by {@link #takeKey}. Adding it again changes nothing.
     *
     * @return whether this is the account of exactly that name: the first that was added
     */
    public boolean add(Id id, String name) {
        return byName.computeIfAbsent(Digest.of(name), any -> new Account(id)).id().equals(id);
    }

    /** @return whether the key of that name was free until now */
    public boolean takeKey(UserName name) {
        Digest key = Digest.of(name.key());
        Account namesake = byName.get(key);
        if (namesake == null) {
            return keys.add(key);
        }
        // The key may have been taken before there was an account of that name.
        boolean free = !namesake.keyIsTaken && !keys.contains(key);
        namesake.keyIsTaken = true;
        return free;
    }

    /** The account of exactly that name. */
    public Optional<Account> find(String name) {
        return Optional.ofNullable(byName.get(Digest.of(name)));
    }
}

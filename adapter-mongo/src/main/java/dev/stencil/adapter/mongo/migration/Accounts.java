package dev.stencil.adapter.mongo.migration;

import dev.stencil.core.domain.account.UserName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.types.ObjectId;

/**
 * Who has which name. It takes about 100 bytes of memory for each account, whatever the length of its name, and none
 * for a template.
 */
public final class Accounts {
    /** The first half of a SHA-256: nobody can choose a name that is taken for another. */
    private record Digest(long high, long low) {
        static Digest of(String text) {
            ByteBuffer bytes = ByteBuffer.wrap(sha256(text.getBytes(StandardCharsets.UTF_8)));
            return new Digest(bytes.getLong(), bytes.getLong());
        }
    }

    /** An account as its templates see it. */
    static final class Account {
        private final ObjectId id;
        private long lastCreated = Long.MIN_VALUE;
        private boolean keyIsTaken;

        private Account(ObjectId id) {
            this.id = id;
        }

        ObjectId id() {
            return id;
        }

        /** When a template was created that comes after all others so far, given the time that it shows itself. */
        long createdAfterAll(long millis) {
            return lastCreated < millis ? millis : lastCreated + 1;
        }

        void created(long millis) {
            lastCreated = Math.max(lastCreated, millis);
        }
    }

    private final Map<Digest, Account> byName = new HashMap<>();
    /** Keys that are no account's name; of the others the account knows. */
    private final Set<Digest> keys = new HashSet<>();

    /** @return whether this is the account of that name: the first that was added */
    boolean add(String name, ObjectId id) {
        return byName.computeIfAbsent(Digest.of(name), ignored -> new Account(id)).id.equals(id);
    }

    Optional<Account> find(String name) {
        return Optional.ofNullable(byName.get(Digest.of(name)));
    }

    /** Call it once all names are there. @return whether the key of that name was free until now */
    boolean takeKey(UserName name) {
        Digest key = Digest.of(name.key());
        Account namesake = byName.get(key);
        if (namesake == null) {
            return keys.add(key);
        }
        boolean free = !namesake.keyIsTaken;
        namesake.keyIsTaken = true;
        return free;
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

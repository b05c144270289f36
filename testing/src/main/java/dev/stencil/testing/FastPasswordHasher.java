package dev.stencil.testing;

import dev.stencil.core.domain.Sha256;
import dev.stencil.core.port.PasswordHasher;
import java.util.Optional;

/** Password hasher that takes microseconds: its hashes are unsalted SHA-256, which protect no password. */
public final class FastPasswordHasher implements PasswordHasher {
    @Override
    public String hash(String password) {
        return "{test}" + Sha256.hex(password);
    }

    @Override
    public Verdict check(String password, Optional<String> stored) {
        return new Verdict(stored.equals(Optional.of(hash(password))), Optional.empty());
    }
}

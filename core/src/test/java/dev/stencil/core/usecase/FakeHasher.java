package dev.stencil.core.usecase;

import dev.stencil.core.port.PasswordHasher;
import java.util.Optional;

/** A hash is {@code new:<password>}; {@code old:<password>} is one to be upgraded. */
final class FakeHasher implements PasswordHasher {
    Runnable during = () -> {};
    int hashes;

    @Override
    public synchronized String hash(String password) {
        hashes++;
        during.run();
        return "new:" + password;
    }

    @Override
    public synchronized Verdict check(String password, Optional<String> stored) {
        String hash = hash(password);
        boolean old = stored.equals(Optional.of("old:" + password));
        return new Verdict(old || stored.equals(Optional.of(hash)), old ? Optional.of(hash) : Optional.empty());
    }
}

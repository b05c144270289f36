package dev.stencil.adapter.password;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.PasswordHasher;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Password hasher of a Spring Security {@link PasswordEncoder}, for a service that has one already. A user who does not
 * exist costs a check of a hash that was made of no password of theirs, as does a stored hash that the encoder throws
 * at. What the encoder calls outdated is replaced. The encoder is given passwords as they come: it does not normalise
 * them, and most bound neither cost nor memory of a stored hash.
 */
public final class SpringPasswordHasher implements PasswordHasher {
    private final PasswordEncoder encoder;
    private final String nobodys;

    /** Makes one hash. */
    public SpringPasswordHasher(PasswordEncoder encoder) {
        this.encoder = encoder;
        this.nobodys = encoded("nobody's");
    }

    /** @throws Failure.Invalid if the encoder refuses the password: bcrypt does above 72 bytes */
    @Override
    public String hash(String password) {
        try {
            return encoded(password);
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid("", "too_long", "is too long to be hashed");
        }
    }

    @Override
    public Verdict check(String password, Optional<String> stored) {
        boolean matches = matches(password, stored.orElse(nobodys)) && stored.isPresent();
        return new Verdict(matches, matches ? upgrade(password, stored.get()) : Optional.empty());
    }

    private boolean matches(String password, String stored) {
        try {
            return encoder.matches(password, stored);
        } catch (IllegalArgumentException ofNoFormItKnows) {
            encoder.matches(password, nobodys);
            return false;
        }
    }

    private Optional<String> upgrade(String password, String stored) {
        try {
            return encoder.upgradeEncoding(stored) ? Optional.of(encoded(password)) : Optional.empty();
        } catch (IllegalArgumentException tooLong) {
            return Optional.empty();
        }
    }

    private String encoded(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }
}

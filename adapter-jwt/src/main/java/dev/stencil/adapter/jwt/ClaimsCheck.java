package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.EXPIRED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.ISSUED_IN_FUTURE;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.LIFETIME;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.MALFORMED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.NOT_YET_VALID;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.NO_SUBJECT;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.WRONG_TYPE;

import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.Text;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Tokens.Claims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Validator of the claims of an access token: first its subject, then its form, then its times, last its purpose.
 */
final class ClaimsCheck {
    /** Between the clocks of several processes, in seconds. An expired token is expired, though. */
    private static final long LEEWAY = SteadyClock.SKEW.toSeconds();
    /** Tokens of the original system live for a day, whatever our own setting is. */
    private static final Duration LIFETIME_OF_THE_ORIGINAL = Duration.ofDays(1);

    private final long maxLifetime;
    private final InstantSource clock;

    ClaimsCheck(Duration lifetime, InstantSource clock) {
        this.maxLifetime = Math.max(lifetime.toSeconds(), LIFETIME_OF_THE_ORIGINAL.toSeconds());
        this.clock = clock;
    }

    Claims check(Map<String, @Nullable Object> claims) {
        UserName subject = subject(claims);
        Optional<Id> user = id(claims, "uid");
        checkForm(claims);
        SessionId session = session(claims, user);
        checkTimes(claims);
        if ("refresh".equals(claims.get("type"))) {
            throw new Unauthenticated(WRONG_TYPE);
        }
        return new Claims(
                subject,
                user,
                session,
                Instant.ofEpochSecond(seconds(claims, "iat")),
                Instant.ofEpochSecond(seconds(claims, "exp")),
                roles(claims),
                CustomClaims.read(claims));
    }

    private static UserName subject(Map<String, @Nullable Object> claims) {
        refuseIf(!(claims.get("sub") instanceof String name) || name.isEmpty(), NO_SUBJECT);
        return new UserName(text(claims, "sub"));
    }

    /** Tokens of the original system belong to no session: each stands for one of its own. */
    private static SessionId session(Map<String, @Nullable Object> claims, Optional<Id> user) {
        Optional<Id> session = id(claims, "sid");
        refuseIf(session.isPresent() && user.isEmpty(), MALFORMED);
        return session.map(SessionId::of).orElseGet(() -> SessionId.ofToken(text(claims, "jti")));
    }

    /** Tokens of the original system have no ids. */
    private static Optional<Id> id(Map<String, @Nullable Object> claims, String name) {
        if (!claims.containsKey(name)) {
            return Optional.empty();
        }
        Optional<Id> id = Id.parse(text(claims, name));
        refuseIf(id.isEmpty(), MALFORMED);
        return id;
    }

    private static Roles roles(Map<String, @Nullable Object> claims) {
        return claims.get("roles") instanceof List<?> words && words.stream().allMatch(String.class::isInstance)
                ? new Roles(words.stream().map(String.class::cast).toList())
                : Roles.NONE;
    }

    private static void checkForm(Map<String, @Nullable Object> claims) {
        // A token with an issuer or an audience was made by or for another service that has the same secret.
        refuseIf(claims.containsKey("iss") || claims.containsKey("aud"), MALFORMED);
        refuseIf(text(claims, "jti").isEmpty(), MALFORMED);
        String type = text(claims, "type");
        refuseIf(!type.equals("access") && !type.equals("refresh"), MALFORMED);
    }

    private void checkTimes(Map<String, @Nullable Object> claims) {
        long issued = seconds(claims, "iat");
        long expires = seconds(claims, "exp");
        long notBefore = claims.containsKey("nbf") ? seconds(claims, "nbf") : issued;
        long now = clock.instant().getEpochSecond();
        refuseIf(expires - issued > maxLifetime, LIFETIME);
        refuseIf(issued > now + LEEWAY, ISSUED_IN_FUTURE);
        refuseIf(notBefore > now + LEEWAY, NOT_YET_VALID);
        refuseIf(expires <= now, EXPIRED);
    }

    private static long seconds(Map<String, @Nullable Object> claims, String name) {
        if (claims.get(name) instanceof Long seconds && seconds >= 0) {
            return seconds;
        }
        throw new Unauthenticated(MALFORMED);
    }

    private static String text(Map<String, @Nullable Object> claims, String name) {
        if (claims.get(name) instanceof String text && !Text.hasLoneSurrogate(text)) {
            return text;
        }
        throw new Unauthenticated(MALFORMED);
    }

    private static void refuseIf(boolean wrong, Reason reason) {
        if (wrong) {
            throw new Unauthenticated(reason);
        }
    }
}

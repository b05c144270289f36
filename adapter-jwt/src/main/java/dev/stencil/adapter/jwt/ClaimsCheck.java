package dev.stencil.adapter.jwt;

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

    ClaimsCheck(Duration lifetime) {
        this.maxLifetime = Math.max(lifetime.toSeconds(), LIFETIME_OF_THE_ORIGINAL.toSeconds());
    }

    Claims check(Map<String, @Nullable Object> claims, Instant now) {
        UserName subject = subject(claims);
        Optional<Id> user = id(claims, "uid");
        checkForm(claims);
        SessionId session = session(claims, user);
        checkTimes(claims, now.getEpochSecond());
        refuseIf("refresh".equals(claims.get("type")), Reason.WRONG_TYPE);
        Instant issued = Instant.ofEpochSecond(seconds(claims, "iat"));
        Instant expires = Instant.ofEpochSecond(seconds(claims, "exp"));
        return new Claims(subject, user, session, issued, expires, roles(claims), CustomClaims.read(claims));
    }

    private static UserName subject(Map<String, @Nullable Object> claims) {
        refuseIf(!(claims.get("sub") instanceof String name) || name.isEmpty(), Reason.NO_SUBJECT);
        return new UserName(text(claims, "sub"));
    }

    /** Tokens of the original system belong to no session: each stands for one of its own. */
    private static SessionId session(Map<String, @Nullable Object> claims, Optional<Id> user) {
        Optional<Id> session = id(claims, "sid");
        refuseIf(session.isPresent() && user.isEmpty(), Reason.MALFORMED);
        return session.map(SessionId::of).orElseGet(() -> SessionId.ofToken(text(claims, "jti")));
    }

    /** Tokens of the original system have no ids. */
    private static Optional<Id> id(Map<String, @Nullable Object> claims, String name) {
        if (!claims.containsKey(name)) {
            return Optional.empty();
        }
        Optional<Id> id = Id.parse(text(claims, name));
        refuseIf(id.isEmpty(), Reason.MALFORMED);
        return id;
    }

    private static Roles roles(Map<String, @Nullable Object> claims) {
        return claims.get("roles") instanceof List<?> words && words.stream().allMatch(String.class::isInstance)
                ? new Roles(words.stream().map(String.class::cast).toList())
                : Roles.NONE;
    }

    private static void checkForm(Map<String, @Nullable Object> claims) {
        // A token with an issuer or an audience was made by or for another service that has the same secret.
        refuseIf(claims.containsKey("iss") || claims.containsKey("aud"), Reason.MALFORMED);
        refuseIf(text(claims, "jti").isEmpty(), Reason.MALFORMED);
        String type = text(claims, "type");
        refuseIf(!type.equals("access") && !type.equals("refresh"), Reason.MALFORMED);
    }

    private void checkTimes(Map<String, @Nullable Object> claims, long now) {
        long issued = seconds(claims, "iat");
        long expires = seconds(claims, "exp");
        long notBefore = claims.containsKey("nbf") ? seconds(claims, "nbf") : issued;
        refuseIf(expires - issued > maxLifetime, Reason.LIFETIME);
        refuseIf(issued > now + LEEWAY, Reason.ISSUED_IN_FUTURE);
        refuseIf(notBefore > now + LEEWAY, Reason.NOT_YET_VALID);
        refuseIf(expires <= now, Reason.EXPIRED);
    }

    private static long seconds(Map<String, @Nullable Object> claims, String name) {
        if (claims.get(name) instanceof Long seconds && seconds >= 0) {
            return seconds;
        }
        throw new Unauthenticated(Reason.MALFORMED);
    }

    private static String text(Map<String, @Nullable Object> claims, String name) {
        if (claims.get(name) instanceof String text && !Text.hasLoneSurrogate(text)) {
            return text;
        }
        throw new Unauthenticated(Reason.MALFORMED);
    }

    private static void refuseIf(boolean wrong, Reason reason) {
        if (wrong) {
            throw new Unauthenticated(reason);
        }
    }
}

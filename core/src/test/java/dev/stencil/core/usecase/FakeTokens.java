package dev.stencil.core.usecase;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A token is a word that stands for its claims. It never expires: that is for the real ones. */
public final class FakeTokens implements Tokens {
    private final Map<String, Claims> issued = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public FakeTokens(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public AccessToken issue(User user, Id session, Duration longest) {
        Claims claims = claims(user.name().text(), Optional.of(user.id()), SessionId.of(session), clock.instant());
        Duration day = Duration.ofDays(1);
        return new AccessToken(text(claims), longest.compareTo(day) < 0 ? longest : day);
    }

    /** A token of the original system. */
    public String ofTheOriginal(String name, String jti, Instant at) {
        return text(claims(name, Optional.empty(), SessionId.ofToken(jti), at));
    }

    /** A token without a session that names its user all the same. */
    public String withoutSession(String name, Id user) {
        return text(claims(name, Optional.of(user), SessionId.ofToken("any"), clock.instant()));
    }

    private Claims claims(String name, Optional<Id> user, SessionId session, Instant at) {
        return new Claims(new UserName(name), user, session, at, at.plusSeconds(86_400));
    }

    /** A token that says this. */
    String text(Claims claims) {
        String text = "token " + issued.size();
        issued.put(text, claims);
        return text;
    }

    @Override
    public Claims verify(String token) {
        return Objects.requireNonNull(issued.get(token), "no token of this fake");
    }
}

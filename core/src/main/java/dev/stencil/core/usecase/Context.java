package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.session.SessionLimits;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.Tokens;
import dev.stencil.core.port.UserRepository;
import dev.stencil.core.usecase.policy.LiveSessions;
import dev.stencil.core.usecase.policy.Passwords;
import java.time.Instant;

/**
 * Dependencies of all use cases of one {@link dev.stencil.core.Stencil}: its ports, one clock and one source of ids, and
 * the policies that several use cases share.
 *
 * @param live the sessions that count
 * @param limits on the lifetime of sessions
 */
public record Context(
        Storage storage, Tokens tokens, Passwords passwords, LiveSessions live, SessionLimits limits, SteadyClock clock,
        IdGenerator ids, Events events) {
    UserRepository users() {
        return storage.users();
    }

    SessionRepository sessions() {
        return storage.sessions();
    }

    Instant now() {
        return clock.instant();
    }

    void report(Event event) {
        events.report(event);
    }
}

package dev.stencil.app;

import dev.stencil.core.domain.Event;
import dev.stencil.core.port.Events;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens to the log: ids and addresses, which is all that an event holds. */
final class LoggedEvents implements Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    @Override
    public void report(Event event) {
        switch (event) {
            case Event.Registered(var user) -> LOG.info("registered user={}", user);
            case Event.SignedIn(var user, var client) -> LOG.info("signed in user={} client={}", user, client);
            case Event.SignInFailed(var client) -> LOG.info("wrong name or password client={}", client);
            case Event.SignInThrottled(var client) -> LOG.warn("too many wrong passwords client={}", client);
            case Event.PasswordHashUpgraded(var user) -> LOG.info("password hash upgraded user={}", user);
            case Event.PasswordHashUpgradeFailed(var user, var cause) ->
                LOG.warn("password hash not upgraded user={}", user, cause);
        }
    }
}

package dev.stencil.app;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Event.Administered.Step;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.port.Events;
import dev.stencil.core.usecase.Sweeper;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audit log: a word for what happened, then ids and addresses, which is all that an event holds. The request's
 * id is put before it by the layout.
 */
final class LoggedEvents implements Events, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogConsole.AUDIT);

    private static final Logger SWEEPER = LoggerFactory.getLogger(Sweeper.class);

    private final Throttled throttled = new Throttled();

    /**
     * Log-ins that had to wait, which anybody can cause by the thousand: of each client the first in a minute is a
     * line, and once a second there is one for how many there were beside.
     */
    private static final class Throttled {
        private static final int MOST_CLIENTS = 1_000;
        private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

        private final Set<String> clients = new HashSet<>();
        private long minute = System.nanoTime();
        private long told = minute;
        private long untold;

        synchronized void report(String client) {
            long now = System.nanoTime();
            if (now - minute >= 60 * SECOND) {
                minute = now;
                clients.clear();
            }
            if (clients.size() < MOST_CLIENTS && clients.add(client)) {
                LOG.warn("sign_in_throttled client={}", client);
            } else {
                untold++;
            }
        }

        synchronized void tell(boolean atOnce) {
            long now = System.nanoTime();
            if (untold > 0 && (atOnce || now - told >= SECOND)) {
                LOG.warn("sign_in_throttled more={}", untold);
                untold = 0;
                told = now;
            }
        }
    }

    @Override
    public void report(Event event) {
        write(event);
        throttled.tell(false);
    }

    /** Says what was only counted so far. */
    @Override
    public void close() {
        throttled.tell(true);
    }

    private void write(Event event) {
        switch (event) {
            case Event.Registered e -> LOG.info("registered user={} client={}", e.user(), e.address());
            case Event.SignedIn e -> info("signed_in", e.user(), e.session(), e.address());
            case Event.SignInFailed(var user, var address) ->
                LOG.warn("sign_in_failed user={} client={}", user.map(Id::hex).orElse("-"), address);
            case Event.PasswordReset e -> LOG.info("password_reset user={} client={}", e.user(), e.address());
            case Event.PasswordResetRefused(var address) -> LOG.warn("password_reset_refused client={}", address);
            case Event.Administered administered -> LOG.info(administered(administered));
            case Event.SignInThrottled(var address) -> throttled.report(address);
            case Event.SessionRefreshed e -> info("session_refreshed", e.user(), e.session(), e.address());
            case Event.RefreshTokenReused e -> warn("refresh_token_reused", e.user(), e.session(), e.address());
            case Event.SessionEnded e -> info("session_ended", e.user(), e.session(), e.address());
            case Event.OtherSessionsEnded e -> info("other_sessions_ended", e.user(), e.session(), e.address());
            case Event.AllSessionsEnded e -> info("all_sessions_ended", e.user(), e.session(), e.address());
            case Event.PasswordRefused e -> warn("password_refused", e.user(), e.session(), e.address());
            case Event.PasswordChanged e -> info("password_changed", e.user(), e.session(), e.address());
            case Event.AccountClosed e -> info("account_closed", e.user(), e.session(), e.address());
            case Event.AccountDeleted(var user) -> LOG.info("account_deleted user={}", user);
            case Event.PasswordHashUpgraded(var user) -> LOG.info("password_hash_upgraded user={}", user);
            case Event.PasswordHashUpgradeFailed(var user, var cause) ->
                LOG.warn("password_hash_not_upgraded user={}", user, cause);
            case Event.SweepFailed(Failure.Unavailable cause) ->
                SWEEPER.warn("Not everything was swept, the next run goes on: {}", cause.what());
            case Event.SweepFailed(var cause) -> SWEEPER.error("Not swept", cause);
            case Event.SweepNotEnded() -> SWEEPER.warn("A sweep does not end");
            case Event.KeysChanged(var signer, var verifiers) ->
                LOG.info("keys_changed signer={} verifiers={}", signer, String.join(",", verifiers));
        }
    }

    private static String administered(Event.Administered event) {
        String what = switch (event.step()) {
            case ADDED -> "account_added";
            case DISABLED -> "account_disabled";
            case ENABLED -> "account_enabled";
            case ROLES_SET -> "roles_set";
            case PASSWORD_SET -> "password_set";
            case SESSIONS_ENDED -> "all_sessions_ended";
            case RESET_BEGUN -> "password_reset_begun";
            case CLOSED -> "account_closed";
        };
        boolean setsRoles = event.step() == Step.ADDED || event.step() == Step.ROLES_SET;
        return what + " user=" + event.user()
                + (setsRoles ? " roles=" + String.join(",", event.roles()) : "")
                + " by=" + event.by().map(Id::hex).orElse("command_line") + " client=" + event.address();
    }

    private static void info(String what, Id user, SessionId session, String address) {
        LOG.info("{} user={} session={} client={}", what, user, session, address);
    }

    private static void warn(String what, Id user, SessionId session, String address) {
        LOG.warn("{} user={} session={} client={}", what, user, session, address);
    }
}

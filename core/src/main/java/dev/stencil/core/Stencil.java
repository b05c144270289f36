package dev.stencil.core;

import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.account.GuessLimits;
import dev.stencil.core.domain.account.PasswordRules;
import dev.stencil.core.domain.session.SessionLimits;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.Tokens;
import dev.stencil.core.usecase.Authenticate;
import dev.stencil.core.usecase.ChangePassword;
import dev.stencil.core.usecase.Context;
import dev.stencil.core.usecase.DeleteAccount;
import dev.stencil.core.usecase.ManageAccounts;
import dev.stencil.core.usecase.ManageSessions;
import dev.stencil.core.usecase.ManageTemplates;
import dev.stencil.core.usecase.RefreshSession;
import dev.stencil.core.usecase.RegisterUser;
import dev.stencil.core.usecase.ResetPassword;
import dev.stencil.core.usecase.SignIn;
import dev.stencil.core.usecase.Sweep;
import dev.stencil.core.usecase.Sweeper;
import dev.stencil.core.usecase.policy.GuessLimiter;
import dev.stencil.core.usecase.policy.HashingPool;
import dev.stencil.core.usecase.policy.LiveSessions;
import dev.stencil.core.usecase.policy.Passwords;
import dev.stencil.core.usecase.policy.RegistrationLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Main entry point: accounts, sessions and templates on a storage. It makes every use case, with one clock, one source
 * of ids, one pool of threads for hashing and one memory of live sessions for all of them. It sweeps the storage every
 * minute, and closes what it made.
 *
 * <pre>{@code
 * try (Stencil stencil = Stencil.builder(storage, passwordHasher, tokens).build()) {
 *     Grant grant = stencil.signIn().signIn(name, password, client);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class Stencil implements AutoCloseable {
    private final Context context;
    private final HashingPool hashing;
    private final RegistrationLimiter registrations;
    private final Duration resetLifetime;
    private final ManageTemplates manageTemplates;
    private final @Nullable Sweeper sweeper;

    private Stencil(Builder builder) {
        SteadyClock clock = new SteadyClock(builder.clock);
        hashing = new HashingPool(builder.hashesAtOnce, builder.callers, System::nanoTime);
        GuessLimiter guesses = new GuessLimiter(builder.guessLimits, builder.nanoTime);
        context = new Context(
                builder.storage,
                builder.tokens,
                new Passwords(builder.passwordHasher, builder.passwordRules, hashing, guesses),
                new LiveSessions(builder.storage, builder.sessionLimits, clock),
                builder.sessionLimits,
                clock,
                new IdGenerator(clock),
                builder.events);
        registrations = new RegistrationLimiter(builder.registrationsPerHour, builder.nanoTime);
        resetLifetime = builder.resetLifetime;
        manageTemplates = new ManageTemplates(context, builder.templatesPerAccount);
        Duration interval = builder.sweepInterval;
        sweeper = interval == null ? null : new Sweeper(sweep(), interval, builder.events);
    }

    /**
     * A builder on these ports.
     *
     * @param storage stays open when the Stencil is closed
     */
    public static Builder builder(Storage storage, PasswordHasher passwordHasher, Tokens tokens) {
        return new Builder(storage, passwordHasher, tokens);
    }

    public RegisterUser registerUser() {
        return new RegisterUser(context, registrations);
    }

    public SignIn signIn() {
        return new SignIn(context);
    }

    public RefreshSession refreshSession() {
        return new RefreshSession(context);
    }

    public Authenticate authenticate() {
        return new Authenticate(context);
    }

    public ManageSessions manageSessions() {
        return new ManageSessions(context);
    }

    public ChangePassword changePassword() {
        return new ChangePassword(context);
    }

    public DeleteAccount deleteAccount() {
        return new DeleteAccount(context);
    }

    /** For administrators. */
    public ManageAccounts manageAccounts() {
        return new ManageAccounts(context, registerUser(), resetLifetime);
    }

    public ResetPassword resetPassword() {
        return new ResetPassword(context);
    }

    public ManageTemplates manageTemplates() {
        return manageTemplates;
    }

    /** Clears up after deletions and expired sessions; for a Stencil made {@link Builder#withoutSweep}. */
    public Sweep sweep() {
        return new Sweep(context);
    }

    /** The keys with which others can verify tokens: see {@link Tokens#publicKeys()}. */
    public String publicKeys() {
        return context.tokens().publicKeys();
    }

    /** Whether requests can be expected to succeed now, and the sweep goes on. Answers at once. */
    public boolean isReady() {
        return context.storage().isReady() && (sweeper == null || sweeper.isRunning());
    }

    /** Stops the threads that were started here; waits for a sweep for two seconds at most. The storage stays open. */
    @Override
    public void close() {
        if (sweeper != null) {
            sweeper.close();
        }
        hashing.close();
        context.live().close();
    }

    /** Builder of a {@link Stencil}. Every setting has a safe default. */
    public static final class Builder {
        private final Storage storage;
        private final PasswordHasher passwordHasher;
        private final Tokens tokens;
        private Events events = Events.NONE;
        private InstantSource clock = InstantSource.system();
        private LongSupplier nanoTime = System::nanoTime;
        private PasswordRules passwordRules = new PasswordRules(8, Set.of());
        private GuessLimits guessLimits = GuessLimits.DEFAULT;
        private SessionLimits sessionLimits = SessionLimits.DEFAULT;
        private Duration resetLifetime = Duration.ofHours(1);
        private int registrationsPerHour = 300;
        private int templatesPerAccount = ManageTemplates.UNLIMITED;
        private int hashesAtOnce = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        private int callers = 32;
        private @Nullable Duration sweepInterval = Duration.ofMinutes(1);

        private Builder(Storage storage, PasswordHasher passwordHasher, Tokens tokens) {
            this.storage = Objects.requireNonNull(storage, "storage");
            this.passwordHasher = Objects.requireNonNull(passwordHasher, "passwordHasher");
            this.tokens = Objects.requireNonNull(tokens, "tokens");
        }

        /** The listener for events; none by default. */
        public Builder events(Events events) {
            this.events = Objects.requireNonNull(events, "events");
            return this;
        }

        /** The time of all use cases; the system's by default. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The monotonic clock that waits are measured by; {@link System#nanoTime()} by default. For tests. */
        public Builder nanoTime(LongSupplier nanoTime) {
            this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
            return this;
        }

        /** For new passwords; at least 8 characters by default. */
        public Builder passwordRules(PasswordRules passwordRules) {
            this.passwordRules = Objects.requireNonNull(passwordRules, "passwordRules");
            return this;
        }

        /** How many wrong passwords are free; {@link GuessLimits#DEFAULT} by default. */
        public Builder guessLimits(GuessLimits guessLimits) {
            this.guessLimits = Objects.requireNonNull(guessLimits, "guessLimits");
            return this;
        }

        /** How long sessions live; {@link SessionLimits#DEFAULT} by default. */
        public Builder sessionLimits(SessionLimits sessionLimits) {
            this.sessionLimits = Objects.requireNonNull(sessionLimits, "sessionLimits");
            return this;
        }

        /** How long a token to set a new password with is good; an hour by default. */
        public Builder resetLifetime(Duration lifetime) {
            this.resetLifetime = positive(lifetime, "lifetime");
            return this;
        }

        /**
         * The accounts that one address may ask for in an hour; 300 by default, {@link RegistrationLimiter#OFF} for
         * any.
         */
        public Builder registrationsPerHour(int registrationsPerHour) {
            this.registrationsPerHour = atLeastOne(registrationsPerHour, "registrationsPerHour");
            return this;
        }

        /** The templates that an account may have; any number by default. */
        public Builder templatesPerAccount(int templatesPerAccount) {
            this.templatesPerAccount = atLeastOne(templatesPerAccount, "templatesPerAccount");
            return this;
        }

        /**
         * The passwords that are hashed at a time, each in a thread of its own; by default one less than processors.
         */
        public Builder hashesAtOnce(int hashesAtOnce) {
            this.hashesAtOnce = atLeastOne(hashesAtOnce, "hashesAtOnce");
            return this;
        }

        /** The threads that call use cases; no more than half of them wait for a hash. 32 by default. */
        public Builder callers(int callers) {
            this.callers = atLeastOne(callers, "callers");
            return this;
        }

        /** The time between two sweeps; a minute by default. The first one begins within a second. */
        public Builder sweepEvery(Duration interval) {
            this.sweepInterval = positive(interval, "interval");
            return this;
        }

        /** Sweeps only when {@link Stencil#sweep()} is asked to. For tests. */
        public Builder withoutSweep() {
            this.sweepInterval = null;
            return this;
        }

        public Stencil build() {
            return new Stencil(this);
        }

        private static Duration positive(Duration duration, String name) {
            if (!Objects.requireNonNull(duration, name).isPositive()) {
                throw new IllegalArgumentException(name + " must be positive: " + duration);
            }
            return duration;
        }

        private static int atLeastOne(int number, String name) {
            if (number < 1) {
                throw new IllegalArgumentException(name + " must be at least 1: " + number);
            }
            return number;
        }
    }
}

package dev.stencil.app.config;

import dev.stencil.core.usecase.policy.RegistrationLimiter;

/** What the server is run for. Decides the defaults, and what is refused at start. */
public enum Profile {
    /** On one's own machine: starts without any setting and accepts what is easy to type. */
    DEVELOPMENT("127.0.0.1", 1, false, RegistrationLimiter.OFF),
    /** For others to use: starts with nothing that is not safe. */
    PRODUCTION("0.0.0.0", 8, true, 300);

    final String host;
    public final int minPasswordLength;
    final boolean blocklist;
    final int registrationsPerHour;

    Profile(String host, int minPasswordLength, boolean blocklist, int registrationsPerHour) {
        this.host = host;
        this.minPasswordLength = minPasswordLength;
        this.blocklist = blocklist;
        this.registrationsPerHour = registrationsPerHour;
    }
}

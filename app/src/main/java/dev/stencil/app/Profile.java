package dev.stencil.app;

/** What the server is run for. Decides the defaults, and what is refused at start. */
enum Profile {
    /** On one's own machine: starts without any setting and accepts what is easy to type. */
    DEVELOPMENT("127.0.0.1", 1, false),
    /** For others to use: starts with nothing that is not safe. */
    PRODUCTION("0.0.0.0", 8, true);

    final String host;
    final int minPasswordLength;
    final boolean blocklist;

    Profile(String host, int minPasswordLength, boolean blocklist) {
        this.host = host;
        this.minPasswordLength = minPasswordLength;
        this.blocklist = blocklist;
    }
}

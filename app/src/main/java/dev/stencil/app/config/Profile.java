package dev.stencil.app.config;

/**
 * Purpose of a server: development or production. Decides the defaults ({@link Setting}), and what is refused at start.
 */
public enum Profile {
    /** On one's own machine: starts without any setting and accepts what is easy to type. */
    DEVELOPMENT,
    /** For others to use: starts with nothing that is not safe. */
    PRODUCTION
}

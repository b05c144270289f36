package dev.stencil.core.domain;

import java.util.Objects;

/**
 * The origin of a request.
 *
 * @param address such as an IP address; guessing passwords is slowed down by it
 * @param userAgent what the client says it is, at most {@value #MAX_USER_AGENT} characters of it; empty if it says
 *     nothing. It is not verified
 */
public record Client(String address, String userAgent) {
    /** How much is kept of what a client says it is, in characters. */
    public static final int MAX_USER_AGENT = 256;

    public Client {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(userAgent, "userAgent");
        if (userAgent.length() > MAX_USER_AGENT) {
            boolean splits = Character.isHighSurrogate(userAgent.charAt(MAX_USER_AGENT - 1));
            userAgent = userAgent.substring(0, splits ? MAX_USER_AGENT - 1 : MAX_USER_AGENT);
        }
    }

    /** A client that does not say what it is. */
    public static Client at(String address) {
        return new Client(address, "");
    }

    /** Shows nothing: both are personal data. */
    @Override
    public String toString() {
        return "Client[redacted]";
    }
}

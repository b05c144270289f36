package dev.stencil.core.port;

import dev.stencil.core.domain.Event;

/** Listener for {@link Event}s, such as an audit log. Must not throw and should not block: requests wait for it. */
@FunctionalInterface
public interface Events {
    /** Listens to nothing. */
    Events NONE = event -> {};

    void report(Event event);
}

package dev.stencil.core.port;

import dev.stencil.core.domain.Event;

/** Is told what happens. Must not throw and should not block: it is called on the way to the answer. */
@FunctionalInterface
public interface Events {
    /** Listens to nothing. */
    Events NONE = event -> {};

    void report(Event event);
}

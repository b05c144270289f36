package dev.stencil.bench;

import java.io.IOException;

/** What was measured means nothing: the answers were wrong. */
final class FailedRound extends IOException {
    private static final long serialVersionUID = 1;

    FailedRound(String what) {
        super(what);
    }
}

package dev.stencil.app.moving;

import dev.stencil.app.moving.OriginalFile.Original;

/** Tells of documents that a person should look at, and counts them. */
final class Notes {
    private final Watcher watcher;
    private long count;

    Notes(Watcher watcher) {
        this.watcher = watcher;
    }

    void leftOut(Original original, String why) {
        note(original, "left out: " + why);
    }

    void taken(Original original, String but) {
        note(original, "taken, but " + but);
    }

    private void note(Original original, String what) {
        count++;
        watcher.note(original.noted(what));
    }

    long count() {
        return count;
    }
}

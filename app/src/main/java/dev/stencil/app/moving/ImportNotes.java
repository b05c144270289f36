package dev.stencil.app.moving;

import dev.stencil.app.moving.OriginalFile.Original;

/** Notes on documents that a person should look at: passes them on and counts them. */
final class ImportNotes {
    private final MoveProgress progress;
    private long count;

    ImportNotes(MoveProgress progress) {
        this.progress = progress;
    }

    void leftOut(Original original, String why) {
        note(original, "left out: " + why);
    }

    void taken(Original original, String but) {
        note(original, "taken, but " + but);
    }

    private void note(Original original, String what) {
        count++;
        progress.note(original.noted(what));
    }

    long count() {
        return count;
    }
}

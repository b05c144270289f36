package dev.stencil.app.moving;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listener that keeps every note. */
final class RecordedProgress implements MoveProgress {
    private final List<String> notes = new CopyOnWriteArrayList<>();

    @Override
    public void at(long done, double part) {}

    @Override
    public void note(String line) {
        notes.add(line);
    }

    List<String> notes() {
        return notes;
    }
}

package dev.stencil.app.moving;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is noted. */
final class Recording implements Watcher {
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

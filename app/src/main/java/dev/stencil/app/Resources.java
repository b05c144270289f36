package dev.stencil.app;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Resources of a server. Closing them begins with the last opened; a failure of one does not spare the others. */
final class Resources implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** @throws IllegalStateException at the end, if something could not be closed */
    @Override
    public void close() {
        List<Throwable> failures = new ArrayList<>();
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception | Error e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IllegalStateException failure = new IllegalStateException("not everything could be closed");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }
}

package dev.stencil.core.port;

/**
 * All repositories of one store, so that swapping the store changes one argument. Safe for use by many
 * threads.
 *
 * <p>Every repository keeps these promises: a write that returned is durable (a store that keeps nothing says so in
 * its name); every write is one atomic step on one row or document, so no caller needs a transaction; a call answers
 * within a few seconds, if need be with {@link dev.stencil.core.domain.Failure.Unavailable}. After that failure the
 * outcome of a write is unknown.
 */
public interface Storage extends AutoCloseable {
    UserRepository users();

    TemplateRepository templates();

    SessionRepository sessions();

    /**
     * Everything that is stored, to be moved to another store.
     *
     * @throws UnsupportedOperationException by a store that cannot be moved: it need not override this
     */
    default Archive archive() {
        throw new UnsupportedOperationException("this storage has no archive");
    }

    /**
     * Takes the content of another store.
     *
     * @throws UnsupportedOperationException by a store that cannot be moved to: it need not override this
     */
    default Intake intake() {
        throw new UnsupportedOperationException("this storage has no intake");
    }

    /** Whether calls can be expected to succeed now. Answers at once, without asking the store. */
    boolean isReady();

    /** Waits for writes that are under way and lets go of all resources; calls after that are unavailable. */
    @Override
    void close();
}

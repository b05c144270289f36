package dev.stencil.adapter.mongo.migration;

/** Listener for the progress of a {@link Migration}. An exception of it ends the run, which can be started again. */
@FunctionalInterface
public interface MigrationProgress {
    /** The parts of a run, in their order. */
    enum Step {
        /** Reading which accounts were adopted before. */
        ACCOUNTS,
        USERS,
        TEMPLATES,
        USER_KEYS,
        /** Building them: {@code done} goes from 0 to 1 at once. */
        INDEXES,
        TEMPLATE_KEYS,
        PASSWORD_HASHES
    }

    /**
     * @param done how many documents of this step are done
     * @param total how many there are, by the server's estimate
     */
    void at(Step step, long done, long total);
}

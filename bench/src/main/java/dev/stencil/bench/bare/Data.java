package dev.stencil.bench.bare;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The templates of the one account that asks, in a store that Stencil made: the same queries, nothing checked. */
interface Data {
    List<Row> oldest(int limit) throws Exception;

    Optional<Row> find(String id) throws Exception;

    /** Done when it is durable. */
    CompletionStage<Row> insert(byte[] content) throws Exception;

    /**
     * Returns when it is durable.
     *
     * @param version that it must have, or {@code null} for any
     * @return nothing if it has not
     */
    Optional<Row> replace(String id, @Nullable Long version, byte[] content) throws Exception;
}

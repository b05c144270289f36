package dev.stencil.bench.server;

import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Where one side has its data. Nothing of it is left once this is closed. */
public interface Place extends AutoCloseable {
    /** Flags with which Stencil keeps its data here. */
    List<String> flags();

    /** Variables of the environment that belong to them. */
    Map<String, String> environment();

    /** What the baseline is told: which store, and where. */
    List<String> address();

    /** Opens it from here, while no server has it open. */
    Storage open();

    /**
     * Whether what is stored makes requests slower, as in a store without indexes. Then both sides get as many requests,
     * and not as much time.
     */
    boolean slowsDown();

    @Override
    void close() throws IOException;
}

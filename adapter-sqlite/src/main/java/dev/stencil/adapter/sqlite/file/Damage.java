package dev.stencil.adapter.sqlite.file;

import dev.stencil.core.domain.Id;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log of damaged rows: one line for each row, however often it is read. */
public final class Damage {
    private static final Logger LOG = LoggerFactory.getLogger(Damage.class);
    /** Of a file that is damaged all over, nobody reads more. */
    private static final int MAX_REPORTED = 200;

    private static final Set<List<Id>> REPORTED = ConcurrentHashMap.newKeySet();

    private Damage() {}

    /** @param parameters of the statement; only the ids among them are logged */
    static void report(Throwable failure, String sql, @Nullable Object... parameters) {
        if (sql.startsWith("PRAGMA")) {
            // While a file is opened, which says by itself what is wrong with it.
            return;
        }
        List<Id> ids = Arrays.stream(parameters).filter(Id.class::isInstance).map(Id.class::cast).toList();
        if (REPORTED.size() < MAX_REPORTED && REPORTED.add(ids)) {
            LOG.error("The database is damaged where {} are looked for ({}): restore it from a backup. Everything else"
                    + " is served. The statement was: {}", ids, failure.getMessage(), sql.replaceAll("\\s+", " "));
        }
    }
}

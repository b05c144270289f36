package dev.stencil.core.domain.template;

import dev.stencil.core.domain.Id;
import java.time.Instant;
import java.util.Comparator;

/**
 * Sort key of an owner's list: the time of creation, then the id. A template need not be there (any more).
 *
 * @param created in whole milliseconds
 * @param id of the template
 */
public record Position(Instant created, Id id) implements Comparable<Position> {
    private static final Comparator<Position> OLDEST_FIRST = Comparator.comparing(Position::created)
            .thenComparing(Position::id);

    /** Older positions come first. */
    @Override
    public int compareTo(Position other) {
        return OLDEST_FIRST.compare(this, other);
    }
}

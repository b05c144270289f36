package dev.stencil.core.domain.template;

import dev.stencil.core.domain.Id;
import java.time.Instant;
import java.util.Comparator;

/**
 * A place in an owner's list, whether or not a template is (still) there: lists go by the time of creation, then by id.
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

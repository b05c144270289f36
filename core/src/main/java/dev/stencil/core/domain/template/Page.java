package dev.stencil.core.domain.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A part of an owner's list.
 *
 * @param items in the order asked for, unmodifiable
 * @param next where to go on, or empty if this is the end of the list
 */
public record Page(List<Template> items, Optional<Position> next) {
    /** A page ends once it holds this many bytes of content. */
    public static final int MAX_BYTES = 256 * 1024;

    public Page {
        items = List.copyOf(items);
    }

    /** The number of bytes of all contents. */
    public int bytes() {
        return items.stream().mapToInt(item -> item.content().size()).sum();
    }

    /**
     * The page that begins with the first of {@code candidates}: it ends at {@code limit} items or at {@value
     * #MAX_BYTES} bytes of content, whichever comes first, with one item at least if there is any. Takes from {@code
     * candidates} no more than it needs to know whether something follows.
     */
    public static Page of(Iterator<Template> candidates, int limit) {
        List<Template> items = new ArrayList<>();
        long bytes = 0;
        while (candidates.hasNext()) {
            Template candidate = candidates.next();
            bytes += candidate.content().size();
            if (items.size() == limit || (!items.isEmpty() && bytes > MAX_BYTES)) {
                return new Page(items, Optional.of(items.getLast().position()));
            }
            items.add(candidate);
        }
        return new Page(items, Optional.empty());
    }
}

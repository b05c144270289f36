package dev.stencil.core.usecase.policy;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Bounded queue that is shared out between networks: they take turns, and once it is full, the network with the most
 * places gives one of them up to a network with two less or fewer still. Not safe for several threads at a time.
 */
final class FairQueue<T> {
    private final int places;
    /** By network, of which the first is next. */
    private final SequencedMap<String, Deque<T>> waiting = new LinkedHashMap<>();

    FairQueue(int places) {
        this.places = places;
    }

    /** How many of a network wait. */
    int count(String network) {
        Deque<T> mine = waiting.get(network);
        return mine == null ? 0 : mine.size();
    }

    /** How many will be taken before one that is added for a network now. */
    long ahead(String network) {
        int turns = count(network) + 1;
        return waiting.values().stream().mapToLong(others -> Math.min(others.size(), turns)).sum();
    }

    /**
     * Adds one at the end of those of its network.
     *
     * @return the one that has given its place up for it, if there is one
     * @throws RejectedExecutionException if there is no place
     */
    @Nullable
    T add(String network, T one) {
        int taken = waiting.values().stream().mapToInt(Deque::size).sum();
        T displaced = taken == places ? displaced(count(network)) : null;
        waiting.computeIfAbsent(network, any -> new ArrayDeque<>()).addLast(one);
        return displaced;
    }

    private T displaced(int placesOfTheNew) {
        Map.Entry<String, Deque<T>> greediest = waiting.entrySet().stream()
                .max(Comparator.comparingInt(other -> other.getValue().size()))
                .orElseThrow();
        if (greediest.getValue().size() < placesOfTheNew + 2) {
            throw new RejectedExecutionException();
        }
        T last = greediest.getValue().getLast();
        remove(greediest.getKey(), last);
        return last;
    }

    /** Takes one out that waits no more, and says whether it was there. */
    boolean remove(String network, T one) {
        Deque<T> mine = waiting.get(network);
        if (mine == null || !mine.removeLastOccurrence(one)) {
            return false;
        }
        if (mine.isEmpty()) {
            waiting.remove(network);
        }
        return true;
    }

    /** The next one, of the network whose turn it is. */
    @Nullable
    T poll() {
        Map.Entry<String, Deque<T>> first = waiting.pollFirstEntry();
        if (first == null) {
            return null;
        }
        T next = first.getValue().removeFirst();
        if (!first.getValue().isEmpty()) {
            waiting.put(first.getKey(), first.getValue());
        }
        return next;
    }
}

package dev.stencil.core.usecase.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Map of a limited size; once it is full, the entry of the lowest rank gives way. For one thread at a time. */
final class RankedMap<K, V> {
    private final int size;
    private final Map<K, Ranked<V>> entries = new HashMap<>();
    private final TreeMap<Rank, K> byRank =
            new TreeMap<>(Comparator.comparingLong(Rank::rank).thenComparingLong(Rank::put));
    private long puts;

    private record Ranked<V>(V value, Rank rank) {}

    /** Of equal ranks the one that was put first is the lower. */
    private record Rank(long rank, long put) {}

    RankedMap(int size) {
        this.size = size;
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key)).map(Ranked::value);
    }

    void put(K key, V value, long rank) {
        remove(key);
        Rank unique = new Rank(rank, puts++);
        entries.put(key, new Ranked<>(value, unique));
        byRank.put(unique, key);
        if (entries.size() > size) {
            entries.remove(byRank.pollFirstEntry().getValue());
        }
    }

    void remove(K key) {
        Ranked<V> removed = entries.remove(key);
        if (removed != null) {
            byRank.remove(removed.rank());
        }
    }

    int size() {
        return entries.size();
    }
}

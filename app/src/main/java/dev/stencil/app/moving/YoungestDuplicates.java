package dev.stencil.app.moving;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Fingerprint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Index that tells which templates of an owner have a younger one of equal content. Takes 16 bytes for each template.
 */
final class YoungestDuplicates {
    private long[] contents = new long[1024];
    private int count;
    /** The place of the last, of those that are there several times. */
    private final Map<Long, Integer> last = new HashMap<>();

    /** Adds the next one, in the order from old to young. */
    void add(Id owner, Fingerprint fingerprint) {
        if (count == contents.length) {
            contents = Arrays.copyOf(contents, 2 * count);
        }
        contents[count++] = content(owner, fingerprint);
    }

    /** A part of the digest: where two are equal by chance, one is taken for a duplicate, which does no harm. */
    private static long content(Id owner, Fingerprint fingerprint) {
        String digits = fingerprint.text().substring(2, 18);
        return Long.parseUnsignedLong(digits, 16) ^ Long.parseUnsignedLong(owner.hex(), 8, 24, 16);
    }

    /** Call it once all are there. */
    void sort() {
        long[] sorted = Arrays.copyOf(contents, count);
        Arrays.sort(sorted);
        for (int i = 1; i < count; i++) {
            if (sorted[i] == sorted[i - 1]) {
                last.put(sorted[i], -1);
            }
        }
        for (int i = 0; i < count; i++) {
            int place = i;
            last.computeIfPresent(contents[i], (content, before) -> place);
        }
    }

    /** @param place counts from 0, in the order of {@link #add} */
    boolean is(int place) {
        return last.getOrDefault(contents[place], place) == place;
    }
}

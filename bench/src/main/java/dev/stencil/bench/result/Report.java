package dev.stencil.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that one run showed.
 *
 * @param circumstances the machine, the JVM and the like
 * @param control the baseline beside itself: what differs from 1 is noise
 * @param failures of scenarios that could not be measured to the end
 */
public record Report(
        Map<String, String> circumstances,
        List<Compared> compared,
        List<Compared> control,
        List<Flooded> flooded,
        List<Footprint> footprints,
        List<String> failures) {
    /** To be filled. */
    public static Report empty(Map<String, String> circumstances) {
        return new Report(circumstances, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>());
    }
}

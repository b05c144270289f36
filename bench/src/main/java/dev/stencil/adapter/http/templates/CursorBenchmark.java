package dev.stencil.adapter.http.templates;

import dev.stencil.adapter.http.web.Query;
import dev.stencil.bench.micro.MicroBenchmark;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;

/** Where a list goes on, read and written once a page. In this package, since nobody else sees a cursor's inside. */
public class CursorBenchmark extends MicroBenchmark {
    private final Position place = new Position(
            Instant.ofEpochMilli(1_800_000_000_123L), new IdGenerator(InstantSource.system()).next());
    private final Query query = new Query(Map.of("cursor", text(place)));

    @Benchmark
    public String encode() {
        return text(place);
    }

    private static String text(Position place) {
        return new ListQuery.Cursor(Order.OLDEST_FIRST, place).text();
    }

    /** Returns an object, since the type is not public. */
    @Benchmark
    public Object decode() {
        return ListQuery.of(query);
    }
}

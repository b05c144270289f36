package dev.stencil.adapter.http.templates;

import dev.stencil.bench.micro.MicroBenchmark;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Position;
import java.time.Instant;
import java.time.InstantSource;
import org.openjdk.jmh.annotations.Benchmark;

/** Where a list goes on, read and written once a page. In this package, since nobody else sees a cursor's inside. */
public class CursorBenchmark extends MicroBenchmark {
    private final Position place = new Position(
            Instant.ofEpochMilli(1_800_000_000_123L), new IdGenerator(InstantSource.system()).next());
    private final String text = new Cursor(Order.OLDEST_FIRST, place).text();

    @Benchmark
    public String encode() {
        return new Cursor(Order.OLDEST_FIRST, place).text();
    }

    /** Returns an object, since the type is not public. */
    @Benchmark
    public Object decode() {
        return Cursor.parse(text);
    }
}

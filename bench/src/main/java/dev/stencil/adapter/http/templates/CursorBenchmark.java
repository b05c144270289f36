package dev.stencil.adapter.http.templates;

import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.Order;
import dev.stencil.core.domain.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Where a list goes on, read and written once a page. In this package, since nobody else sees a cursor's inside. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CursorBenchmark {
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

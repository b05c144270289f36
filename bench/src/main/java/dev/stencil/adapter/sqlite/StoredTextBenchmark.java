package dev.stencil.adapter.sqlite;

import dev.stencil.bench.Contents;
import dev.stencil.core.domain.Content;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Stored text of 0.6 KB, which is written once for each create, and read only where somebody asks for the value: lists
 * pass it on. In this package, since nobody else reads stored text.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StoredTextBenchmark {
    private final @Nullable Object value = Contents.of(Contents.SMALL, 1).value();
    private final byte[] text = Contents.of(Contents.SMALL, 1).json();

    @Benchmark
    public byte[] encode() {
        return Content.stored(value).json();
    }

    @Benchmark
    public @Nullable Object decode() {
        return JsonText.read(text);
    }
}

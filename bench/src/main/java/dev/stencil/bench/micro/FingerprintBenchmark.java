package dev.stencil.bench.micro;

import dev.stencil.bench.Contents;
import dev.stencil.core.domain.Fingerprint;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What tells equal contents from others: once for each create and each replacement. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FingerprintBenchmark {
    @Param({"" + Contents.SMALL, "" + Contents.LARGE})
    public int bytes;

    private @Nullable Object value;

    @Setup
    public void make() {
        value = Contents.of(bytes, 1).value();
    }

    @Benchmark
    public Fingerprint fingerprint() {
        return Fingerprint.of(value);
    }
}

package dev.stencil.adapter.http.front;

import dev.stencil.bench.Contents;
import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.ContentLimits;
import java.util.Map;
import java.util.Objects;
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
 * A body as a create brings it: {@code {"content": ...}} of 0.6 KB. In this package, since nobody else reads bodies:
 * what is measured is the reader with its limits, not Jackson with others.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BodyBenchmark {
    private final byte[] body = Json.write(Map.of("content", value()));

    private static Object value() {
        return Objects.requireNonNull(Contents.of(Contents.SMALL, 1).value());
    }

    @Benchmark
    public @Nullable Object decode() {
        return Json.read(body);
    }

    /** Decoded, checked against every limit, and copied: what a use case gets. */
    @Benchmark
    public Content decodeAndCheck() {
        return Content.of(JsonObject.of(Json.read(body)).value("content"), ContentLimits.DEFAULT);
    }
}

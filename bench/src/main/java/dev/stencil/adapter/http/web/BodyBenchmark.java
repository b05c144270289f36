package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.web.HeapBudget;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.JsonObject;
import dev.stencil.bench.Contents;
import dev.stencil.bench.micro.MicroBenchmark;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A body as a create brings it: {@code {"content": ...}} of 0.6 KB. In this package, since nobody else reads bodies:
 * what is measured is the reader with its limits, not Jackson with others.
 */
public class BodyBenchmark extends MicroBenchmark {
    private static final HeapBudget BUDGET = HeapBudget.of(Runtime.getRuntime().maxMemory(), 1);

    private final byte[] body = Json.write(Map.of("content", value()));

    private static Object value() {
        return Objects.requireNonNull(Contents.of(Contents.SMALL, "1").value());
    }

    @Benchmark
    public @Nullable Object decode() {
        return Json.read(List.of(ByteBuffer.wrap(body)), Map.of(), BUDGET.share(List::of));
    }

    /** Decoded and checked against every limit: what a use case gets. */
    @Benchmark
    public Content decodeAndCheck() {
        @Nullable
        Object read = Json.read(List.of(ByteBuffer.wrap(body)), Map.of("content", ContentLimits.DEFAULT.bytes()),
                BUDGET.share(List::of));
        return JsonObject.of(read).onlyContent("content", ContentLimits.DEFAULT);
    }
}

package dev.stencil.adapter.sqlite;

import dev.stencil.bench.Contents;
import dev.stencil.bench.micro.MicroBenchmark;
import dev.stencil.core.domain.template.Content;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Stored text of 0.6 KB, which is written once for each create, and read only where somebody asks for the value: lists
 * pass it on. In this package, since nobody else reads stored text.
 */
public class StoredTextBenchmark extends MicroBenchmark {
    private final @Nullable Object value = Contents.of(Contents.SMALL, "1").value();
    private final byte[] text = Contents.of(Contents.SMALL, "1").json();

    @Benchmark
    public byte[] encode() {
        return Content.stored(value).json();
    }

    @Benchmark
    public @Nullable Object decode() {
        return JsonText.read(text);
    }
}

package dev.stencil.bench.micro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Runs JMH, which finds the benchmarks by itself and takes what it is given: {@code -h} shows what that may be. */
@Command(name = "micro", description = {
        "Measures single steps with JMH, whose options it takes (-h shows them): micro Cursor -prof gc"
})
public final class Micro implements Callable<Integer> {
    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        org.openjdk.jmh.Main.main(options.toArray(String[]::new));
        return 0;
    }
}

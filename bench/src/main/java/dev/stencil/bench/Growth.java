package dev.stencil.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command that shows what a growing store costs: it takes the same steps on stores of several sizes in turns, so
 * that whatever else the machine does meets all of them alike.
 */
@Command(name = "growth", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Measures the same steps on stores of several sizes: what a repository takes, without HTTP."
})
final class Growth implements Callable<Integer> {
    private static final int WARM_UP = 3;
    private static final int SMALLEST = 1_000;

    @Option(names = "--sizes", split = ",", defaultValue = "1000,10000,100000,1000000", description = {
            "how many templates, from 1000 on; ${DEFAULT-VALUE}"})
    private List<Integer> sizes = List.of();

    @Option(names = "--store", defaultValue = "sqlite", description = {
            "sqlite; or mongo: the real server that MONGODB_URI names, in which databases stencil_bench_* come and go"})
    private String store = "";

    @Option(names = "--folder", defaultValue = "${sys:java.io.tmpdir}", description = {
            "where SQLite's files come and go: 1.6 GB for a million templates; ${DEFAULT-VALUE}"})
    private Path folder = Path.of("");

    @Option(names = "--rounds", defaultValue = "20", description = {
            "of 200 reads and 25 writes of each kind; ${DEFAULT-VALUE}"})
    private int rounds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        List<Integer> growing = sizes.stream().sorted().distinct().toList();
        if (growing.getFirst() < SMALLEST || rounds < 1) {
            throw new ParameterException(spec.commandLine(), "sizes go from 1000, rounds from 1");
        }
        List<SizedStore> stores = new ArrayList<>();
        try {
            for (int size : growing) {
                stores.add(new SizedStore(place(), size));
                stores.getLast().fill();
                System.err.printf(Locale.ROOT, "growth: %,d templates%n", size);
            }
            run(stores, WARM_UP);
            stores.forEach(SizedStore::forget);
            run(stores, rounds);
            System.out.print(table(growing, stores));
        } finally {
            stores.forEach(SizedStore::close);
        }
        return 0;
    }

    private Place place() {
        String uri = System.getenv().getOrDefault("MONGODB_URI", "");
        if (store.equals("mongo") && !uri.isEmpty()) {
            return Place.Mongo.on(uri);
        }
        if (!store.equals("sqlite")) {
            throw new ParameterException(spec.commandLine(), "--store takes sqlite, or mongo with a MONGODB_URI");
        }
        return Place.Sqlite.below(folder);
    }

    private static void run(List<SizedStore> stores, int rounds) {
        for (int round = 0; round < rounds; round++) {
            stores.getLast().steps().forEach(step -> stores.forEach(store -> store.run(step)));
        }
    }

    /** For each size median and 99th percentile, and the median's ratio to that of the smallest size with that step. */
    static Table table(List<Integer> sizes, List<SizedStore> stores) {
        List<String> titles = new ArrayList<>(List.of("µs: median / p99 (ratio)"));
        sizes.forEach(size -> titles.add(String.format(Locale.ROOT, "%,d", size)));
        Table table = new Table(titles);
        for (String step : stores.getLast().steps()) {
            List<String> cells = new ArrayList<>(List.of(step));
            double smallest = 0;
            for (SizedStore store : stores) {
                List<Double> micros = store.sorted(step);
                double median = micros.isEmpty() ? 0 : percentile(micros, 50);
                smallest = smallest == 0 ? median : smallest;
                cells.add(micros.isEmpty()
                        ? "-"
                        : String.format(Locale.ROOT, "%.0f / %.0f (%.2f)",
                                median, percentile(micros, 99), median / smallest));
            }
            table.add(cells);
        }
        return table;
    }

    /** The smallest value that so many of a hundred do not exceed. */
    static double percentile(List<Double> sorted, int percent) {
        return sorted.get(Math.max(0, (percent * sorted.size() + 99) / 100 - 1));
    }
}

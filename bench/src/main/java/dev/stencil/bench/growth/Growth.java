package dev.stencil.bench.growth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Shows what a growing store costs: the same steps on stores of several sizes, in turns, so that whatever else the
 * machine does meets all of them alike.
 */
@Command(name = "growth", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Measures the same steps on stores of several sizes: what a repository takes, without HTTP."
}, footer = {
        "", "MongoDB is the real server that MONGODB_URI names: databases stencil_growth_* come and go there."
})
public final class Growth implements Callable<Integer> {
    private static final int WARM_UP = 3;
    private static final int SMALLEST = 1_000;
    private static final int LARGEST = 10_000_000;

    @Option(names = "--sizes", split = ",", defaultValue = "1000,10000,100000,1000000", description = {
            "how many templates, from 1000 on; ${DEFAULT-VALUE}"})
    private List<Integer> sizes = List.of();

    @Option(names = "--store", defaultValue = "sqlite", description = "sqlite or mongo; ${DEFAULT-VALUE}")
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
    public Integer call() {
        List<Integer> growing = sizes.stream().sorted().distinct().toList();
        if (growing.getFirst() < SMALLEST || growing.getLast() > LARGEST || rounds < 1) {
            throw new ParameterException(spec.commandLine(), "sizes go from 1000 to 10000000, rounds from 1");
        }
        StoreKind kind = kind();
        List<Sized> stores = new ArrayList<>();
        try {
            growing.forEach(size -> stores.add(Sized.empty(kind, size)));
            stores.forEach(Growth::fill);
            List<Trial> trials = stores.stream().map(Trial::new).toList();
            run(trials, WARM_UP);
            trials.forEach(Trial::forget);
            run(trials, rounds);
            System.out.println(new Table(growing, trials.stream().map(Trial::measured).toList()).text());
        } finally {
            stores.forEach(Sized::remove);
        }
        return 0;
    }

    private StoreKind kind() {
        try {
            return switch (store) {
                case "sqlite" -> new StoreKind.Sqlite(folder);
                case "mongo" -> StoreKind.Mongo.at(System.getenv().getOrDefault("MONGODB_URI", ""));
                default -> throw new IllegalArgumentException("there is no store " + store + " here");
            };
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void fill(Sized store) {
        long start = System.nanoTime();
        store.fill();
        System.err.printf("growth: %,d templates, %,d of them in one account, after %,d s%n",
                store.size(), store.own().size(), (System.nanoTime() - start) / 1_000_000_000);
    }

    private static void run(List<Trial> trials, int rounds) {
        for (int round = 0; round < rounds; round++) {
            Trial.STEPS.forEach(step -> trials.forEach(trial -> trial.run(step)));
        }
    }
}

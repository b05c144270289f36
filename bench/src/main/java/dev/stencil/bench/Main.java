package dev.stencil.bench;

import dev.stencil.bench.Comparison.Effort;
import dev.stencil.bench.Comparison.Result;
import dev.stencil.bench.Scenario.Opponent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program that {@code bench/run} starts. It measures Stencil beside the bare server or beside another checkout,
 * unless another command is named.
 */
@Command(name = "bench/run", mixinStandardHelpOptions = true, sortOptions = false, subcommands = Growth.class, description = {
        "Measures Stencil beside a bare server, or beside another checkout of Stencil, on one machine in one run."
}, footer = {
        "", "bench/run micro measures single steps with JMH, whose options it takes (-h shows them).",
        "JAVA_HOME and JAVA_OPTS count for both sides, as for ./run."
})
public final class Main implements Callable<Integer> {
    @Option(names = "--against", paramLabel = "DIR", description = {
            "a checkout of Stencil to take in place of the bare server; it is built if need be"})
    private @Nullable Path against;

    @Option(names = "--store", paramLabel = "STORE", defaultValue = "sqlite", description = {
            "sqlite; or, with --against, mongo: the one that MONGODB_URI names, in which databases stencil_bench_* come"
                    + " and go"})
    private String store = "";

    @Option(names = "--scenarios", paramLabel = "NAME", split = ",", description = {
            "only these, with commas between: list, page, conditional, create, create-loop, replace, patch, login,"
                    + " flood, flood-many"})
    private List<String> scenarios = List.of();

    @Option(names = "--rounds", defaultValue = "5", description = "pairs of rounds; ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", description = "of a round; ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--warmup", defaultValue = "15", description = {
            "seconds for each server and scenario; ${DEFAULT-VALUE}"})
    private int warmUp;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        // The MongoDB driver tells of every connection.
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Scenario> wanted = wanted();
        Servers servers = new Servers(places());
        Wrk wrk = Wrk.find().orElseThrow(() -> wrong("there is no wrk on the PATH (Debian: apt install wrk)"));
        Path other = against == null ? null : against.toRealPath();
        String commits = Servers.build(Servers.HOME) + (other == null ? "" : " beside " + Servers.build(other));
        Effort effort = new Effort(rounds, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp));
        System.out.print(Report.circumstances(commits, store, effort));
        Comparison comparison = new Comparison(wrk, servers, effort, other);
        List<Result> results = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Scenario scenario : wanted) {
            System.err.println("bench: " + scenario.name() + " ...");
            try {
                results.add(comparison.run(scenario));
            } catch (IOException e) {
                failures.add("\nFAILED: " + scenario.name() + ": " + e.getMessage());
            }
        }
        System.out.print("\n" + Report.scenarios(results) + '\n' + Report.processes(results));
        failures.forEach(System.out::println);
        return failures.isEmpty() ? 0 : 1;
    }

    private List<Scenario> wanted() {
        List<Scenario> possible = Scenario.ALL.stream()
                .filter(scenario -> against == null || scenario.opponent() != Opponent.LOOP)
                .toList();
        for (String name : scenarios) {
            if (possible.stream().noneMatch(scenario -> scenario.name().equals(name))) {
                throw wrong("there is no scenario " + name + (against == null ? "" : " beside a checkout"));
            }
        }
        return possible.stream()
                .filter(scenario -> scenarios.isEmpty() || scenarios.contains(scenario.name()))
                .toList();
    }

    private Supplier<Place> places() {
        String uri = System.getenv().getOrDefault("MONGODB_URI", "");
        if (store.equals("mongo") && against != null && !uri.isEmpty()) {
            return () -> Place.Mongo.on(uri);
        }
        if (!store.equals("sqlite")) {
            throw wrong("--store takes sqlite; or mongo, with --against and a MONGODB_URI");
        }
        return () -> Place.Sqlite.below(Servers.DATA);
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}

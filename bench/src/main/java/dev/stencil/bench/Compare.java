package dev.stencil.bench;

import dev.stencil.bench.load.Generator;
import dev.stencil.bench.load.Sockets;
import dev.stencil.bench.load.Wrk;
import dev.stencil.bench.result.Markdown;
import dev.stencil.bench.result.Report;
import dev.stencil.bench.scenario.Baseline;
import dev.stencil.bench.scenario.Scenario;
import dev.stencil.bench.server.Checkout;
import dev.stencil.bench.server.Servers;
import dev.stencil.bench.server.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Measures Stencil beside the baseline. */
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Measures Stencil beside a bare baseline, in one run on one machine. What is done if no command is named."
}, footer = {
        "", "MONGODB_URI names a MongoDB to use (databases stencil_bench_* come and go there); without it MongoDB is a",
        "stand-in in memory. JAVA_HOME and JAVA_OPTS count for both sides, as for ./run."
})
final class Compare implements Callable<Integer> {
    private static final String REFRESH = "refresh";
    private static final String FLOOD = "flood";
    private static final String FOOTPRINT = "footprint";

    @Option(names = "--store", paramLabel = "STORE", defaultValue = "both", description = "sqlite, mongo or both")
    private String store = "both";

    @Option(names = "--scenarios", paramLabel = "NAME", split = ",", description = {
            "only these, with commas between: root, list, page, conditional, create, create-loop, replace, patch,"
                    + " mixed, login, refresh, flood, footprint"})
    private List<String> scenarios = List.of();

    @Option(names = "--rounds", defaultValue = "5", description = "pairs of rounds; ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", description = "of a round; ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--warmup", defaultValue = "15", description = "seconds for each server and scenario; ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--connections", defaultValue = "16", description = "${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--load", paramLabel = "WITH", defaultValue = "auto", description = "wrk, sockets (our own), or auto: wrk if it is on the PATH")
    private String load = "auto";

    @Option(names = "--control", description = "bare beside bare alone, to see the noise (of the scenarios named)")
    private boolean control;

    @Option(names = "--quick", description = "as short as can be, to see that it works: no figures to go by")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "bench/target/bench.json")
    private @Nullable Path json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseUnknownNames();
        Checkout checkout = Checkout.ofThisProcess();
        Servers servers = new Servers(checkout, System.getenv("MONGODB_URI"));
        Effort effort = quick
                ? Effort.quick(connections)
                : new Effort(rounds, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), connections, 5);
        Generator generator = generator();
        Report report = Report.empty(Circumstances.of(servers, effort, generator.name(), checkout.folder()));
        Campaign campaign = new Campaign(servers, effort, generator, report);
        for (Store each : stores()) {
            measure(campaign, each);
        }
        List<String> machine = servers.virtualMachine();
        // Without the path of the program, which says nothing and is this machine's.
        report.circumstances().put("JVM flags",
                String.join(" ", machine.subList(Math.min(1, machine.size()), machine.size())));
        System.out.print(Markdown.of(report));
        Path file = json == null ? checkout.results().resolve("bench.json") : json;
        Files.write(file, JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                .writeValueAsBytes(report));
        System.err.println("bench: all of it is in " + file);
        return report.failures().isEmpty() ? 0 : 1;
    }

    private void measure(Campaign campaign, Store on) throws InterruptedException {
        for (Scenario scenario : Scenario.ALL) {
            boolean wanted = isWanted(scenario.name()) && scenario.stores().contains(on);
            if (wanted && !control) {
                campaign.compare(on, scenario);
            }
            // Of all scenarios one is enough to see how quiet the machine is.
            boolean named = control ? wanted : scenarios.isEmpty() && scenario.name().equals("list");
            if (named && scenario.baseline() != Baseline.NONE) {
                campaign.control(on, scenario);
            }
        }
        if (!control && isWanted(REFRESH)) {
            campaign.refresh(on);
        }
        if (!control && isWanted(FLOOD)) {
            campaign.flood(on);
        }
        if (!control && isWanted(FOOTPRINT)) {
            campaign.weigh(on);
        }
    }

    private void refuseUnknownNames() {
        Set<String> others = Set.of(REFRESH, FLOOD, FOOTPRINT);
        for (String name : scenarios) {
            if (Scenario.named(name).isEmpty() && !others.contains(name)) {
                throw wrong("there is no scenario " + name);
            }
        }
    }

    private boolean isWanted(String name) {
        return scenarios.isEmpty() || scenarios.contains(name);
    }

    private Collection<Store> stores() {
        return switch (store) {
            case "sqlite" -> List.of(Store.SQLITE);
            case "mongo" -> List.of(Store.MONGO);
            case "both" -> List.of(Store.values());
            default -> throw wrong("--store takes sqlite, mongo or both");
        };
    }

    private Generator generator() {
        return switch (load) {
            case "sockets" -> new Sockets();
            case "wrk" -> Wrk.find().orElseThrow(() -> wrong("there is no wrk on the PATH"));
            case "auto" -> Wrk.find().orElseGet(Sockets::new);
            default -> throw wrong("--load takes wrk, sockets or auto");
        };
    }

    private ParameterException wrong(String what) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), what);
    }
}

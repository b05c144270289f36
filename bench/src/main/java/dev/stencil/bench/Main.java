package dev.stencil.bench;

import dev.stencil.bench.growth.Growth;
import dev.stencil.bench.micro.Micro;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code bench/run} starts. */
@Command(name = "bench/run", mixinStandardHelpOptions = true, subcommands = {Compare.class, Growth.class,
        Micro.class}, description = {
                "Measures Stencil. Without a command it compares: bench/run compare --help shows the options."
        })
public final class Main {
    private static final List<String> HELP = List.of("-h", "--help", "-V", "--version");

    private Main() {}

    public static void main(String[] arguments) {
        // The MongoDB driver tells of every connection.
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        boolean named = arguments.length > 0 && (!arguments[0].startsWith("-") || HELP.contains(arguments[0]));
        String[] all = named
                ? arguments
                : Stream.concat(Stream.of("compare"), Stream.of(arguments)).toArray(String[]::new);
        System.exit(new CommandLine(new Main()).execute(all));
    }
}

package dev.stencil.app.command;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Command that has commands of its own. They are made when it is called, since picocli finds them by reflection, which
 * a start of the server need not wait for.
 */
@Command
public final class CommandGroup implements Callable<Integer> {
    private final Supplier<CommandLine> commands;

    @ParentCommand
    private @Nullable Commands parent;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters
    private List<String> arguments = List.of();

    private CommandGroup(Supplier<CommandLine> commands) {
        this.commands = commands;
    }

    /** Adds it to a command line, which must have all its handlers later on. */
    public static void add(CommandLine to, String name, String description, Supplier<CommandLine> commands) {
        CommandLine group = new CommandLine(new CommandGroup(commands))
                .setStopAtPositional(true)
                .setUnmatchedOptionsArePositionalParams(true);
        group.getCommandSpec().usageMessage().description(description);
        to.addSubcommand(name, group);
    }

    @Override
    public Integer call() {
        CommandLine here = Objects.requireNonNull(spec, "set by picocli").commandLine();
        Objects.requireNonNull(parent, "set by picocli").refuseFlagsBefore(here.getCommandName());
        return commands.get()
                .setCommandName(here.getCommandSpec().qualifiedName())
                .setOut(here.getOut())
                .setErr(here.getErr())
                .execute(arguments.toArray(String[]::new));
    }
}

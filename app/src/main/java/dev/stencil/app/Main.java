package dev.stencil.app;

import static java.util.stream.Collectors.joining;

import dev.stencil.app.command.Commands;
import dev.stencil.app.command.KeyCommands;
import dev.stencil.app.command.UserCommands;
import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.Setting;
import dev.stencil.app.config.SettingValue;
import dev.stencil.core.port.StorageNotOpened;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Main entry point. Exit codes: 0 as asked for, 1 cannot start, 2 a flag or variable is not as it must be, 3 done,
 * but something needs a person.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] args) {
        Launch launch = new Launch();
        launch.stopWithTheProcess();
        if (!startsServer(args)) {
            LogConsole.useStandardError();
            launch.done();
        }
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> LOG.error("Thread {} ends", thread.getName(), e));
        int code = commandLine(System.getenv(), launch).execute(args);
        launch.done();
        // A server that was started lives on in threads of its own.
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Any other command ends at once when it is told to. */
    private static boolean startsServer(String[] args) {
        return args.length == 0 || args[0].startsWith("-") || args[0].equals("serve");
    }

    public static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(environment, new Launch());
    }

    private static CommandLine commandLine(Map<String, String> environment, Launch launch) {
        CommandLine commandLine = new CommandLine(
                new Commands(environment, settings -> launch.serve(settings, Server.start(settings))));
        commandLine.getCommandSpec().usageMessage().footer(Setting.help());
        addGroup(commandLine, "keys", KeyCommands.DESCRIPTION, () -> new KeyCommands(environment));
        addGroup(commandLine, "users", UserCommands.DESCRIPTION,
                () -> new UserCommands(environment, new LoggedEvents()));
        return withHandlers(commandLine).setExecutionStrategy(new Execution());
    }

    /**
     * Adds a command that has commands of its own. They are made when it is called, since picocli finds them by
     * reflection, which a start of the server need not wait for.
     */
    private static void addGroup(CommandLine to, String name, String description, Supplier<Object> commands) {
        CommandSpec group = CommandSpec.wrapWithoutInspection(commands);
        group.usageMessage().description(description);
        to.addSubcommand(name, new CommandLine(group).setUnmatchedArgumentsAllowed(true).setStopAtUnmatched(true));
    }

    /** Runs the command that was named last, unless flags of a start stand before its name. */
    private static final class Execution extends RunLast {
        @Override
        protected List<Object> handle(ParseResult parsed) {
            if (!parsed.hasSubcommand()) {
                return super.handle(parsed);
            }
            ParseResult called = parsed.subcommand();
            CommandLine command = called.commandSpec().commandLine();
            if (!parsed.matchedOptions().isEmpty()) {
                String flags = parsed.matchedOptions().stream().map(OptionSpec::longestName).collect(joining(" and "));
                BadSetting misplaced = new BadSetting(flags + " must come after " + command.getCommandName());
                throw new ExecutionException(command, flags, misplaced);
            }
            if (command.getCommand() instanceof Supplier<?> commands) {
                return List.of(withHandlers(new CommandLine(commands.get()))
                        .setCommandName(called.commandSpec().qualifiedName())
                        .setOut(command.getOut())
                        .setErr(command.getErr())
                        .execute(called.unmatched().toArray(String[]::new)));
            }
            return super.handle(parsed);
        }
    }

    private static CommandLine withHandlers(CommandLine commandLine) {
        return commandLine
                .registerConverter(Path.class, Main::path)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::complain)
                .setExecutionExceptionHandler(Main::complain);
    }

    private static Path path(String argument) {
        try {
            return new SettingValue("it", argument).path();
        } catch (BadSetting e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static int complain(ParameterException e, String[] args) {
        String complaint = e instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched.getUnmatched().getFirst())
                : e.getMessage();
        return complain(e.getCommandLine(), complaint + " (--help shows what is allowed)", ExitCode.USAGE);
    }

    /** Shows no more of what was typed than a name: a secret may have been meant. */
    private static String unknown(String argument) {
        String name = argument.split("=", -1)[0];
        return name.matches("-{0,2}[A-Za-z][A-Za-z-]*")
                ? "unknown flag or command: " + name
                : "an argument is not known";
    }

    private static int complain(Exception e, CommandLine commandLine, ParseResult parsed) throws Exception {
        return switch (e) {
            case BadSetting bad -> complain(commandLine, bad.getMessage(), ExitCode.USAGE);
            case CommandFailed failed -> complain(commandLine, failed.getMessage(), ExitCode.SOFTWARE);
            case StorageNotOpened notOpened -> complain(commandLine, notOpened.getMessage(), ExitCode.SOFTWARE);
            default -> throw e;
        };
    }

    private static int complain(CommandLine commandLine, @Nullable String complaint, int code) {
        PrintWriter err = commandLine.getErr();
        err.println("stencil: " + complaint);
        err.flush();
        return code;
    }
}

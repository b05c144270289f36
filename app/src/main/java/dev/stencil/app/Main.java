package dev.stencil.app;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Where the program begins. Exit codes: 0 as asked for, 1 cannot start, 2 a flag or variable is not as it must be, 3 done,
 * but something needs a person.
 */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        int code = commandLine(System.getenv()).execute(args);
        // A server that was started lives on in threads of its own.
        if (code != 0) {
            System.exit(code);
        }
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Commands(environment))
                .addSubcommand(new KeyCommands(environment))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::complain)
                .setExecutionExceptionHandler(Main::complain);
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
            case CannotStart cannot -> complain(commandLine, cannot.getMessage(), ExitCode.SOFTWARE);
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

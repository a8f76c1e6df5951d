package dev.postern.cli;

import dev.postern.cli.control.DrainCommand;
import dev.postern.cli.control.LogLevelCommand;
import dev.postern.cli.control.ReloadCommand;
import dev.postern.cli.control.SessionsCommand;
import dev.postern.cli.control.StatusCommand;
import dev.postern.cli.control.TopCommand;
import dev.postern.cli.doctor.DoctorCommand;
import dev.postern.cli.manual.GenerateCompletionCommand;
import dev.postern.cli.manual.GenerateManCommand;
import dev.postern.config.problem.ConfigurationRefused;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line: {@code postern COMMAND}. */
@Command(
        name = "postern",
        description = "A side gate to a mail server: an IMAP and SMTP proxy that takes OAuth 2.0 access tokens.",
        versionProvider = BuildVersion.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ConfigCommand.class,
            TokenCommand.class,
            DoctorCommand.class,
            StatusCommand.class,
            TopCommand.class,
            SessionsCommand.class,
            ReloadCommand.class,
            DrainCommand.class,
            LogLevelCommand.class,
            GenerateCompletionCommand.class,
            GenerateManCommand.class
        },
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            ExitCode.DONE,
            ExitCode.FAILED,
            ExitCode.ASKED_WRONGLY,
            ExitCode.NOBODY_ANSWERS,
            "75:it cannot be told for now: an identity provider does not answer",
            ExitCode.BAD_CONFIGURATION
        },
        footerHeading = ExitCode.EXAMPLES,
        footer = {
            "  postern demo",
            "  postern serve",
            "  postern config check",
            "  postern config reference",
            "  postern token explain < access-token"
        })
public final class Postern implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs and ends the process. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Postern())
                .setExecutionExceptionHandler(Postern::explain)
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Without a command there is nothing to do but to say what can be done. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    /** What a user did is told in a line; a stack is for our own bugs, and for whoever asks for it. */
    private static int explain(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (thrown instanceof ConfigurationRefused refused) {
            refused.problems().forEach(err::println);
            return ExitCode.CONFIGURATION;
        }
        if (thrown instanceof CommandFailed failed) {
            err.println("postern: " + failed.getMessage());
            return failed.exitCode();
        }
        err.println("postern: internal error: " + thrown);
        if (Boolean.getBoolean("postern.stack")) {
            thrown.printStackTrace(err);
        } else {
            err.println("postern: POSTERN_JAVA_OPTIONS=-Dpostern.stack=true shows where");
        }
        return ExitCode.FAILURE;
    }
}

package dev.postern.cli;

import dev.postern.config.problem.ConfigurationRefused;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: {@code postern COMMAND}. */
@Command(
        name = "postern",
        description = "A side gate to a mail server: an IMAP and SMTP proxy that takes OAuth 2.0 access tokens.",
        versionProvider = BuildVersion.class,
        mixinStandardHelpOptions = true,
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
    /** What the narrowest terminal of a rescue console has. */
    private static final int COLUMNS = 80;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs and ends the process. */
    public static void main(String[] arguments) {
        System.exit(PlainServe.of(arguments)
                .map(Postern::serve)
                .orElseGet(() -> commandLine(Commands.wanted(arguments)).execute(arguments)));
    }

    private static int serve(PlainServe plain) {
        try {
            return plain.run();
        } catch (Exception thrown) {
            return explain(thrown, new PrintWriter(System.err, true, Charset.defaultCharset()));
        }
    }

    /** With every command there is. */
    static CommandLine commandLine() {
        return commandLine(Commands.all());
    }

    private static CommandLine commandLine(Map<String, Supplier<Object>> commands) {
        CommandLine line = new CommandLine(new Postern());
        commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
        return line.setParameterExceptionHandler(
                        WrittenOption.explained((wrong, arguments) -> AskedWrongly.explain(wrong)))
                .setExecutionExceptionHandler((thrown, command, parsed) -> explain(thrown, command.getErr()))
                .setUsageHelpWidth(COLUMNS)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Without a command there is nothing to do but to say what can be done. */
    @Override
    public void run() {
        throw new MissingCommand(spec.commandLine(), "Which command?");
    }

    /** What a user did is told in a line; a stack is for our own bugs, and for whoever asks for it. */
    private static int explain(Exception thrown, PrintWriter err) {
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

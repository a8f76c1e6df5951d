package dev.postern.cli.control;

import dev.postern.cli.ExitCode;
import dev.postern.cli.MissingCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code postern sessions}: who is in. */
@Command(
        name = "sessions",
        description = "List, show and end the sessions of the running Postern.",
        mixinStandardHelpOptions = true,
        subcommands = {SessionsListCommand.class, SessionsShowCommand.class, SessionsEndCommand.class},
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            ExitCode.DONE,
            ExitCode.FAILED,
            ExitCode.ASKED_WRONGLY,
            ExitCode.NOBODY_ANSWERS,
            ExitCode.BAD_CONFIGURATION
        },
        footerHeading = ExitCode.EXAMPLES,
        footer = {
            "  postern sessions list --user ada@example.org",
            "  postern sessions show ID",
            "  postern sessions end --user ada@example.org --reason 'stolen phone'"
        })
public final class SessionsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new MissingCommand(spec.commandLine(), "list, show or end?");
    }
}

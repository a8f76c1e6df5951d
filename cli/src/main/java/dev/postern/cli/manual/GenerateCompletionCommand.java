package dev.postern.cli.manual;

import dev.postern.cli.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code postern generate-completion}. */
@Command(
        name = "generate-completion",
        description = "Print a script for bash and zsh that completes commands, options and their values.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE, ExitCode.ASKED_WRONGLY},
        footerHeading = ExitCode.EXAMPLES,
        footer = {
            "  postern generate-completion > /etc/bash_completion.d/postern",
            "  source <(postern generate-completion)"
        })
public final class GenerateCompletionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        CommandSpec root = spec.root();
        out.println(AutoComplete.bash(root.name(), root.commandLine()));
        out.flush();
        return ExitCode.OK;
    }
}

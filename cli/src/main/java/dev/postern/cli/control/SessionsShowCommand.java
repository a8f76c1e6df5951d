package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postern sessions show}. */
@Command(
        name = "show",
        description = "Show all that is known of one session.",
        mixinStandardHelpOptions = true,
        footerHeading = ExitCode.EXAMPLE,
        footer = "  postern sessions show ID")
final class SessionsShowCommand implements Callable<Integer> {
    @Mixin
    private final ControlOption control = new ControlOption();

    @Parameters(paramLabel = "ID", description = "The session's name, as in the log and in the list.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        ControlReply reply = control.ask("GET", "/v1/sessions/" + URLEncoder.encode(id, StandardCharsets.UTF_8), "");
        if (control.json()) {
            Output.text(spec, reply.text());
        } else {
            Table table = new Table();
            reply.json().forEach((name, value) -> table.row(name.replace('_', ' '), String.valueOf(value)));
            table.print(spec.commandLine(), false);
        }
        return ExitCode.OK;
    }
}

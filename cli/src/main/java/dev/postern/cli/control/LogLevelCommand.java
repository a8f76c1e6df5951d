package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postern log-level}. */
@Command(
        name = "log-level",
        description =
                "Write more or less to the log, until the next start or reload. No level writes tokens, passwords or mail.",
        mixinStandardHelpOptions = true,
        footerHeading = ExitCode.EXAMPLE,
        footer = "  postern log-level postern debug")
public final class LogLevelCommand implements Callable<Integer> {
    @Mixin
    private final ControlOption control = new ControlOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "Whose events: postern.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(index = "1", paramLabel = "LEVEL", description = "error, warn, info, debug or trace.")
    @SuppressWarnings("NullAway.Init")
    private String level;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("name", name);
        order.put("level", level.toLowerCase(Locale.ROOT));
        ControlReply reply = control.ask("PUT", "/v1/log-level", Question.object(order));
        Members answer = new Members(reply.json());
        Output.text(spec, control.json() ? reply.text() : answer.text("name") + " logs at " + answer.text("level"));
        return ExitCode.OK;
    }
}

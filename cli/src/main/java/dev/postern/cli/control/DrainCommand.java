package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern drain}. */
@Command(
        name = "drain",
        description =
                "Let nobody in any more; Postern ends when all have left. Ports and socket are free for a successor at "
                        + "once. This cannot be taken back.",
        mixinStandardHelpOptions = true,
        footerHeading = ExitCode.EXAMPLES,
        footer = {"  postern drain --timeout 1h", "  postern drain"})
public final class DrainCommand implements Callable<Integer> {
    @Mixin
    private final ControlOption control = new ControlOption();

    @Option(
            names = "--timeout",
            paramLabel = "SPAN",
            converter = SpanConverter.class,
            description = "After this, those who are left are told to go: 10m, 1h. Without it they may stay.")
    private @Nullable Duration timeout;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Map<String, Object> order = new LinkedHashMap<>();
        if (timeout != null) {
            order.put("timeout", timeout.toSeconds());
        }
        ControlReply reply = control.ask("POST", "/v1/drain", Question.object(order));
        if (control.json()) {
            Output.text(spec, reply.text());
        } else {
            Members answer = new Members(reply.json());
            Output.text(
                    spec,
                    "draining, sessions left: " + answer.text("sessions") + "\nwatch it with: postern status --socket "
                            + Table.printable(answer.text("socket")));
        }
        return ExitCode.OK;
    }
}

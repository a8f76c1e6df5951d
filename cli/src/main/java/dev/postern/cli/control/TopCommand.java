package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import dev.postern.cli.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern top}: the status, again and again, with rates. */
@Command(
        name = "top",
        description = {
            "Watch the running Postern: who is in, logins, refusals by reason and bytes for each second, and what is behind.",
            "q or Ctrl-C ends it. Where standard output is no terminal, or with --output json, it measures one interval, "
                    + "tells that, and ends."
        },
        mixinStandardHelpOptions = true,
        footerHeading = ExitCode.EXAMPLES,
        footer = {"  postern top", "  postern top --interval 10s --output json | jq .per_second"})
public final class TopCommand implements Callable<Integer> {
    @Mixin
    private final ControlOption control = new ControlOption();

    @Option(
            names = "--interval",
            paramLabel = "SPAN",
            defaultValue = "2s",
            converter = SpanConverter.class,
            description = "How often it looks, and over which time rates are; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed, InterruptedException {
        TopSample first = sample();
        if (control.json() || !Terminal.at(Terminal.OUTPUT)) {
            Thread.sleep(interval.toMillis());
            TopSample second = sample();
            Output.text(
                    spec,
                    control.json() ? TopView.json(first, second) : String.join("\n", TopView.lines(first, second)));
        } else {
            watch(first);
        }
        return ExitCode.OK;
    }

    private TopSample sample() throws CommandFailed {
        ControlReply reply = control.ask("GET", "/v1/status", "");
        return new TopSample(new Members(reply.json()), reply.text(), System.nanoTime());
    }

    private void watch(TopSample first) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean bold = spec.commandLine().getColorScheme().ansi().enabled();
        try (TopScreen screen = TopScreen.open(out, bold)) {
            TopSample before = first;
            screen.show(TopView.lines(first, first));
            while (!screen.quitWithin(interval)) {
                try {
                    TopSample now = sample();
                    screen.show(TopView.lines(before, now));
                    before = now;
                } catch (CommandFailed silent) {
                    // It may be starting anew: whoever watches wants to see it come back.
                    screen.show(List.of(String.valueOf(silent.getMessage()), "", "q ends this."));
                }
            }
        }
    }
}

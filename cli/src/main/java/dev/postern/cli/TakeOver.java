package dev.postern.cli;

import dev.postern.cli.control.SpanConverter;
import dev.postern.cli.control.Succession;
import dev.postern.config.Configuration;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whether, and how, the place of a running Postern is taken. */
final class TakeOver {
    @ArgGroup(exclusive = false)
    private @Nullable How how;

    /** One option, and what it may be given besides. */
    static final class How {
        @Option(
                names = "--take-over",
                required = true,
                description = "Take the ports and the control socket of the Postern that runs with this configuration, "
                        + "without a moment in which nobody listens; it drains. Where none runs, start as usual.")
        private boolean wanted;

        @Option(
                names = "--drain-timeout",
                paramLabel = "SPAN",
                converter = SpanConverter.class,
                description = "With --take-over: after this, those who are left at the other are told to go: 10m, 1h. "
                        + "Without it they may stay.")
        private @Nullable Duration timeout;
    }

    static TakeOver none() {
        return new TakeOver();
    }

    private boolean wanted() {
        return how != null && how.wanted;
    }

    /** Whether there is one whose place is to be taken: then its ports may be shared, and only then. */
    boolean findsOne(Configuration configuration) throws CommandFailed {
        return wanted() && Succession.answers(socket(configuration));
    }

    /** Nobody was asked to make way, and yet somebody has what is wanted. */
    CommandFailed explained(CommandFailed refused, Configuration configuration) throws CommandFailed {
        return wanted()
                ? new CommandFailed(
                        refused.getMessage() + "; nobody answers at " + socket(configuration)
                                + ", so no Postern makes way: if one has that port, its socket is gone, so stop it first",
                        refused.exitCode())
                : refused;
    }

    private static Path socket(Configuration configuration) throws CommandFailed {
        return configuration
                .control()
                .orElseThrow(() -> new CommandFailed(
                        "--take-over speaks to the other by its control socket: add the section control"))
                .path();
    }

    private Duration timeout() {
        Duration given = how == null ? null : how.timeout;
        return given == null ? Duration.ZERO : given;
    }

    /** Must be called when all that can fail has been done. */
    void relieve(Configuration configuration) throws CommandFailed {
        Path socket = socket(configuration);
        try {
            Succession.drain(socket, timeout());
            EventLog.event(LogEvent.TAKEN_OVER)
                    .with(LogKey.FILE, socket.toString())
                    .write();
        } catch (CommandFailed failed) {
            if (failed.exitCode() != ExitCode.UNREACHABLE) {
                throw failed;
            }
            // It has just ended, or it hangs: then the socket's name cannot be had, and that says so.
        }
    }
}

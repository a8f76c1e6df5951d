package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import dev.postern.cli.OutputOption;
import dev.postern.cli.WrittenOption;
import dev.postern.config.ConfigurationFile;
import dev.postern.config.ControlSocket;
import dev.postern.config.problem.ConfigurationRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Where the running Postern is, and how its answers are shown; the same for every command that speaks to it. So are the
 * exit codes, unless a command has words of its own for them.
 */
@Command(
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            ExitCode.DONE,
            ExitCode.FAILED,
            ExitCode.ASKED_WRONGLY,
            ExitCode.NOBODY_ANSWERS,
            ExitCode.BAD_CONFIGURATION
        })
final class ControlOption {
    private static final Path USUAL = Path.of("/run/postern/control.sock");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "Postern's control socket. Default: the one that the configuration file names.")
    private @Nullable Path socket;

    @Option(
            names = {"-c", "--config", "--file"},
            paramLabel = "FILE",
            defaultValue = "/etc/postern/postern.yaml",
            description = "The configuration file that names the socket; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin
    private final OutputOption output = new OutputOption();

    boolean json() {
        return output.json();
    }

    /** The answer to a good question; what Postern refuses becomes one line. */
    ControlReply ask(String method, String target, String body) throws CommandFailed {
        ControlReply reply = reply(method, target, body, PATIENCE);
        if (!reply.good()) {
            throw new CommandFailed(Table.printable(reply.error()), reply.exitCode());
        }
        return reply;
    }

    /** Whatever Postern answers within this time. */
    ControlReply reply(String method, String target, String body, Duration patience) throws CommandFailed {
        return new ControlClient(path(), patience).ask(method, target, body);
    }

    private Path path() throws CommandFailed {
        Path named = socket;
        return named != null ? named : configured();
    }

    /** Whoever names a file means that one; where nobody does, there may be none, or one that only Postern may read. */
    private Path configured() throws CommandFailed {
        Optional<String> name = WrittenOption.name(command, ConfigurationFile.OPTION);
        try {
            Optional<ControlSocket> told = ConfigurationFile.at(
                            config, name.orElse(ConfigurationFile.OPTION), System.getenv())
                    .controlSocket();
            if (told.isEmpty() && name.isPresent()) {
                throw new CommandFailed(
                        config + " names no socket: write a section control, or name the socket with --socket",
                        ExitCode.CONFIGURATION);
            }
            return told.map(ControlSocket::path).orElse(USUAL);
        } catch (ConfigurationRefused unreadable) {
            if (name.isPresent()) {
                throw new CommandFailed(
                        unreadable.getMessage() + "; or name the socket with --socket", ExitCode.CONFIGURATION);
            }
            return USUAL;
        }
    }
}

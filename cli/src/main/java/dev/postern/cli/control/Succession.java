package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.cli.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One Postern after the other at the same place. */
public final class Succession {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Succession() {}

    /**
     * Whether a Postern answers at this socket.
     *
     * @throws CommandFailed where one does that we may not speak to
     */
    public static boolean answers(Path socket) throws CommandFailed {
        try {
            return new ControlClient(socket, PATIENCE)
                    .ask("GET", "/v1/status", "")
                    .good();
        } catch (CommandFailed failed) {
            if (failed.exitCode() != ExitCode.UNREACHABLE) {
                throw failed;
            }
            return false;
        }
    }

    /**
     * Has the Postern at this socket drain; it has left its ports and its socket's name when this returns.
     *
     * @param timeout after which it tells those who are left to go; zero: never
     * @throws CommandFailed where nobody answers, or it is refused
     */
    public static void drain(Path socket, Duration timeout) throws CommandFailed {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("successor", true);
        if (!timeout.isZero()) {
            order.put("timeout", timeout.toSeconds());
        }
        ControlReply reply = new ControlClient(socket, PATIENCE).ask("POST", "/v1/drain", Question.object(order));
        if (!reply.good()) {
            throw new CommandFailed("the Postern at " + socket + " does not drain: " + Table.printable(reply.error()));
        }
    }
}

package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What a running Postern has bound already. */
public final class RunningListeners {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private RunningListeners() {}

    /** Names of its listeners. */
    public static Set<String> at(Path socket) throws CommandFailed {
        Set<String> names = new HashSet<>();
        new Members(new ControlClient(socket, PATIENCE)
                        .ask("GET", "/v1/status", "")
                        .json())
                .objects("listeners")
                .forEach(listener -> names.add(listener.text("name")));
        return names;
    }
}

package dev.postern.cli.control;

import dev.postern.cli.CommandFailed;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Those whose place was taken and who still have sessions. Each has left its socket beside ours, with its process number
 * behind the name; what only we can hear is told to them there. Thread safe; nobody waits for them.
 */
public final class Predecessors implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 1_000;

    private final Path socket;
    private final ThreadPoolExecutor teller;

    /** @param socket ours */
    public Predecessors(Path socket) {
        this.socket = socket.toAbsolutePath();
        this.teller = new ThreadPoolExecutor(
                0,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> {
                    Thread thread = new Thread(task, "postern-predecessors");
                    thread.setDaemon(true);
                    return thread;
                },
                (task, executor) -> notTold(socket, "too many wait"));
    }

    /** Tells all of them of a logout, which each judges for itself; returns at once. */
    public void tell(String logoutToken) {
        teller.execute(() -> {
            for (Path other : others()) {
                tell(other, logoutToken);
            }
        });
    }

    private List<Path> others() {
        try {
            return Asides.of(socket);
        } catch (IOException unreadable) {
            notTold(socket.resolveSibling(""), String.valueOf(unreadable.getMessage()));
            return List.of();
        }
    }

    private static void tell(Path other, String logoutToken) {
        try {
            ControlReply reply = new ControlClient(other, PATIENCE)
                    .ask("POST", "/v1/logout", Question.object(Map.of("logout_token", logoutToken)));
            if (!reply.good()) {
                notTold(other, reply.error());
            }
        } catch (CommandFailed failed) {
            // Whoever has ended meanwhile has no sessions.
            if (Files.exists(other)) {
                notTold(other, String.valueOf(failed.getMessage()));
            }
        }
    }

    private static void notTold(Path other, String why) {
        EventLog.event(LogEvent.LOGOUT_NOT_PASSED_ON)
                .with(LogKey.FILE, other.toString())
                .with(LogKey.DETAIL, why)
                .write();
    }

    @Override
    public void close() {
        teller.shutdownNow();
    }
}

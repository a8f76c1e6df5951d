package dev.postern.cli;

import dev.postern.admin.control.ControlEndpoint;
import dev.postern.admin.control.RunningProxy;
import dev.postern.admin.http.SocketPlace;
import dev.postern.admin.http.SocketRefused;
import dev.postern.config.ControlSocket;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The control socket, made anew where its file is gone: without it nobody can steer or relieve a Postern that serves. A
 * thread of its own looks after it. Thread safe.
 */
final class OperatorsSocket implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private final SocketPlace place;
    private final RunningProxy proxy;
    private final Duration interval;
    private final Thread watch = new Thread(this::watch, "postern-control-watch");
    private ControlEndpoint endpoint; // guarded by this
    private boolean left; // guarded by this: its name is free for another
    private boolean told; // of the watching thread

    private OperatorsSocket(SocketPlace place, RunningProxy proxy, Duration interval) throws SocketRefused {
        this.place = place;
        this.proxy = proxy;
        this.interval = interval;
        this.endpoint = opened();
        watch.setDaemon(true);
    }

    /** @throws CommandFailed where the socket cannot be had, with what to do */
    static OperatorsSocket open(ControlSocket socket, RunningProxy proxy) throws CommandFailed {
        return open(socket, proxy, INTERVAL);
    }

    static OperatorsSocket open(ControlSocket socket, RunningProxy proxy, Duration interval) throws CommandFailed {
        try {
            OperatorsSocket opened =
                    new OperatorsSocket(new SocketPlace(socket.path(), socket.group()), proxy, interval);
            opened.watch.start();
            return opened;
        } catch (SocketRefused refused) {
            throw new CommandFailed("control socket " + refused.getMessage());
        }
    }

    /** A group that cannot be had costs its members their access, and mail nothing. */
    private ControlEndpoint opened() throws SocketRefused {
        ControlEndpoint opened = ControlEndpoint.open(place, proxy);
        opened.shutOut()
                .ifPresent(why -> EventLog.event(LogEvent.OPERATORS_SHUT_OUT)
                        .with(LogKey.FILE, opened.path().toString())
                        .with(LogKey.DETAIL, why)
                        .write());
        Listening.at(opened.path().toString(), "control", "http");
        return opened;
    }

    /** Where it can be found. */
    synchronized Path path() {
        return endpoint.path();
    }

    /** Leaves its name to a successor, and can be found under another; nobody looks after it any more. */
    synchronized void stepAside(Path other) throws IOException {
        left = true;
        endpoint.stepAside(other);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval.toMillis());
                ControlEndpoint lost = lookAfter();
                // Outside the lock: whoever is served there may want it.
                if (lost != null) {
                    lost.close();
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** What has been replaced, if anything. */
    private synchronized @Nullable ControlEndpoint lookAfter() {
        if (left || !endpoint.lost()) {
            return null;
        }
        ControlEndpoint lost = endpoint;
        try {
            endpoint = opened();
            tell("made again");
            told = false;
            return lost;
        } catch (SocketRefused refused) {
            tell("not made again, and tried until it can be: " + refused.getMessage());
            told = true;
            return null;
        }
    }

    private void tell(String outcome) {
        if (!told) {
            EventLog.event(LogEvent.CONTROL_SOCKET_LOST)
                    .with(LogKey.FILE, place.path().toString())
                    .with(LogKey.DETAIL, outcome)
                    .write();
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        ControlEndpoint last;
        synchronized (this) {
            left = true;
            last = endpoint;
        }
        last.close();
    }
}

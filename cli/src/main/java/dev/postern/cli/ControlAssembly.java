package dev.postern.cli;

import dev.postern.admin.control.ProxyStatus;
import dev.postern.admin.control.ReloadOutcome;
import dev.postern.admin.control.RunningProxy;
import dev.postern.admin.control.Verbosity;
import dev.postern.admin.logout.LogoutDesk;
import dev.postern.config.ControlSocket;
import dev.postern.config.ListenerPort;
import dev.postern.config.ProtocolName;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The running proxy as operators see and steer it. Shared by all threads. */
final class ControlAssembly implements RunningProxy {
    static final Set<String> PROTOCOLS = Stream.concat(
                    Arrays.stream(ProtocolName.values()).map(ProtocolName::text),
                    Stream.of(Route.Passthrough.PROTOCOL, Route.Relay.PROTOCOL))
            .collect(Collectors.toUnmodifiableSet());

    private static final Duration POLL = Duration.ofMillis(200);

    private final LiveSessions live;
    private final Supplier<Generation> inForce;
    private final OpenPorts ports;
    private final Reloading reloading;
    private final LogoutDesk logouts;
    private final Runnable makeWay;
    private final Instant since = Instant.now();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final CompletableFuture<Void> draining = new CompletableFuture<>();
    private @Nullable OperatorsSocket operators;
    private volatile Instant patienceEnds = Instant.MAX;

    /**
     * @param logouts takes what a successor is told
     * @param makeWay closes what a successor needs and cannot share; may be called again
     */
    ControlAssembly(
            LiveSessions live,
            Supplier<Generation> inForce,
            OpenPorts ports,
            Reloading reloading,
            LogoutDesk logouts,
            Runnable makeWay) {
        this.live = live;
        this.inForce = inForce;
        this.ports = ports;
        this.reloading = reloading;
        this.logouts = logouts;
        this.makeWay = makeWay;
    }

    synchronized void open(ControlSocket socket, Endings endings) throws CommandFailed {
        OperatorsSocket opened = OperatorsSocket.open(socket, this);
        endings.add(opened::close);
        operators = opened;
    }

    /** Done when an operator has asked to drain. */
    CompletableFuture<Void> draining() {
        return draining;
    }

    /** Done when an operator has asked to drain and all sessions have ended. */
    CompletableFuture<Void> drained() {
        return drained;
    }

    @Override
    public synchronized ProxyStatus status() {
        return new ProxyStatus(
                since,
                BuildVersion.text(),
                draining.isDone(),
                LogOutput.verbosity(),
                listeners(),
                backends(),
                inForce.get().verifier().keys());
    }

    private List<ProxyStatus.Listener> listeners() {
        List<ProxyStatus.Listener> listeners = new ArrayList<>();
        for (ListenerPort listener : inForce.get().configuration().listeners()) {
            listeners.add(new ProxyStatus.Listener(
                    listener.name(),
                    ports.address(listener),
                    listener.use().protocols().stream()
                            .map(ProtocolName::text)
                            .sorted()
                            .toList()));
        }
        return listeners;
    }

    private List<ProxyStatus.Backend> backends() {
        return inForce.get().backends().watched().stream()
                .map(backend -> new ProxyStatus.Backend(
                        backend.service().name(),
                        backend.service().protocol(),
                        backend.service().host() + ":" + backend.service().port(),
                        Optional.of(backend.health().up()),
                        "",
                        backend.logins().picture()))
                .toList();
    }

    @Override
    public Set<String> protocols() {
        return PROTOCOLS;
    }

    @Override
    public LiveSessions live() {
        return live;
    }

    @Override
    public synchronized Path drain(Duration patience) {
        if (!patience.isZero()) {
            patienceEnds = Instant.now().plus(patience);
        }
        OperatorsSocket opened = Objects.requireNonNull(operators);
        if (!draining.isDone()) {
            draining.complete(null);
            ports.close();
            leaveTheName(opened);
            Thread waiting = new Thread(this::awaitTheLast, "postern-drain");
            waiting.setDaemon(true);
            waiting.start();
        }
        return opened.path();
    }

    @Override
    public void makeWay() {
        makeWay.run();
    }

    /** A second Postern may take the socket's name, as it may take the ports. */
    private static void leaveTheName(OperatorsSocket opened) {
        try {
            opened.stepAside(
                    Path.of(opened.path() + "." + ProcessHandle.current().pid()));
        } catch (IOException stays) {
            EventLog.event(LogEvent.INTERNAL_ERROR).because(stays).write();
        }
    }

    private void awaitTheLast() {
        try {
            boolean told = false;
            // Whoever was accepted last is on his way to a loop, and counted there.
            do {
                if (!told && Instant.now().isAfter(patienceEnds)) {
                    live.endAll(CloseReason.SHUTDOWN);
                    told = true;
                }
                Thread.sleep(POLL.toMillis());
            } while (live.awaitingHeader() + live.count() > 0);
            EventLog.event(LogEvent.DRAINED).write();
            drained.complete(null);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void reload(Consumer<ReloadOutcome> answer) {
        reloading.order(answer);
    }

    @Override
    public LogoutDesk logouts() {
        return logouts;
    }

    @Override
    public void verbosity(Verbosity verbosity) {
        LogOutput.verbosity(verbosity);
    }
}

package dev.postern.cli;

import dev.postern.admin.http.HttpAddress;
import dev.postern.admin.logout.LogoutDesk;
import dev.postern.admin.logout.LogoutEndpoint;
import dev.postern.admin.metrics.Vitals;
import dev.postern.cli.control.Predecessors;
import dev.postern.cli.rehearsal.LoginRehearsal;
import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationFile;
import dev.postern.config.LogoutPort;
import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.tls.CertificateWatch;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.RehearsalTls;
import dev.postern.core.tls.ServerTls;
import dev.postern.core.tls.UnusableCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The running proxy: the one place that says {@code new} across modules. It starts whole or not at all; what was begun
 * before a failure is ended again, the newest first.
 */
public final class ProxyAssembly implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Configuration configuration;
    private final LiveSessions live = new LiveSessions();
    private final Endings endings;
    private final Endings unshared = new Endings();
    private final Certificates certificates;
    private final MinaNetwork network;
    private final InForce inForce;
    private final OpenPorts ports;
    private final ControlAssembly control;
    private @Nullable LogoutEndpoint logouts;
    private @Nullable InetSocketAddress monitoring;

    private ProxyAssembly(Configuration configuration, ConfigurationSource source, TakeOver takeOver, Endings endings)
            throws CommandFailed {
        this.configuration = configuration;
        this.endings = endings;
        TokenAssembly tokens = TokenAssembly.start(configuration);
        endings.add(tokens::close);
        this.certificates = certificates();
        this.network = network();
        GenerationAssembly assembly = new GenerationAssembly(network, live, certificates, tokens, configuration);
        this.inForce = new InForce(assembly.first(configuration));
        endings.add(() -> inForce.get().retire());
        this.ports = new OpenPorts(network, inForce);
        Reloading reloading =
                new Reloading(source, new Reloading.Running(assembly, certificates, tokens, ports, live), inForce);
        this.control = new ControlAssembly(
                live,
                inForce,
                ports,
                reloading,
                new LogoutDesk(tokens::logouts, live, logoutToken -> {}),
                unshared::run);
        inForce.get().begin();
        endings.add(ports::close);
        endings.add(reloading::close);
        endings.add(unshared::run);
        if (takeOver.findsOne(configuration)) {
            ports.bindBesideAnother(inForce.get());
            takeOver.relieve(configuration);
            openControl();
        } else {
            // The socket first: a second Postern by mistake is told of the first one, not of a port in use.
            openControl();
            bindAlone(takeOver);
        }
        if (configuration.monitoring().isPresent()) {
            monitoring = MonitoringAssembly.open(configuration.monitoring().get(), vitals(assembly), unshared);
        }
        listenForLogouts(tokens);
    }

    /** With the settings of a file, which is read again when an operator asks to reload. */
    public static ProxyAssembly start(ConfigurationFile file) throws ConfigurationRefused, CommandFailed {
        return start(file.read(), file::read, TakeOver.none());
    }

    /** With settings that stay as they are. */
    public static ProxyAssembly start(Configuration configuration) throws CommandFailed {
        return start(configuration, () -> configuration, TakeOver.none());
    }

    /** @param source what is read when an operator asks to reload */
    static ProxyAssembly start(Configuration configuration, ConfigurationSource source, TakeOver takeOver)
            throws CommandFailed {
        Endings endings = new Endings();
        try {
            return new ProxyAssembly(configuration, source, takeOver, endings);
        } catch (CommandFailed | RuntimeException failed) {
            endings.run();
            throw failed;
        }
    }

    private Vitals vitals(GenerationAssembly assembly) {
        return new Vitals(
                control,
                assembly::inside,
                () -> inForce.get().configuration().limits().admission().connections(),
                certificates::expiries,
                network::pulses,
                network::waitingHandshakes,
                network::acceptingPaused);
    }

    private void bindAlone(TakeOver takeOver) throws CommandFailed {
        try {
            ports.bind(inForce.get());
        } catch (CommandFailed refused) {
            throw takeOver.explained(refused, configuration);
        }
    }

    private void openControl() throws CommandFailed {
        if (configuration.control().isPresent()) {
            control.open(configuration.control().get(), endings);
        }
    }

    private void listenForLogouts(TokenAssembly tokens) throws CommandFailed {
        if (configuration.logout().isEmpty()) {
            return;
        }
        LogoutPort port = configuration.logout().get();
        try {
            LogoutEndpoint endpoint = LogoutEndpoint.open(
                    new HttpAddress(port.address(), port.tls() ? ServerTls.context(certificates) : null),
                    new LogoutDesk(tokens::logouts, live, predecessors()));
            unshared.add(endpoint::close);
            logouts = endpoint;
            Listening.at(AddressText.of(endpoint.address()), "back-channel-logout", port.tls() ? "https" : "http");
        } catch (IOException refused) {
            throw BindFailure.explained("back-channel-logout", port.address(), refused);
        }
    }

    /** Those who gave us the port, and still have sessions: by their control sockets, and so not without one. */
    private Consumer<String> predecessors() {
        if (configuration.control().isEmpty()) {
            return logoutToken -> {};
        }
        Predecessors predecessors =
                new Predecessors(configuration.control().get().path());
        endings.add(predecessors::close);
        return predecessors::tell;
    }

    private Certificates certificates() throws CommandFailed {
        try {
            Certificates certificates = Certificates.load(configuration.certificates(), configuration.tls());
            endings.add(CertificateWatch.start(certificates, CertificateWatch.INTERVAL)::close);
            return certificates;
        } catch (UnusableCertificate unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()));
        }
    }

    private MinaNetwork network() throws CommandFailed {
        try {
            int threads = configuration
                    .limits()
                    .ioThreads()
                    .orElse(Runtime.getRuntime().availableProcessors());
            MinaNetwork network = MinaNetwork.start(threads);
            endings.add(network::close);
            return network;
        } catch (IOException noSelector) {
            throw new CommandFailed("cannot start the network: " + noSelector.getMessage());
        }
    }

    /** Where the listener of this name is bound. */
    public InetSocketAddress address(String listener) {
        return ports.address(inForce.get().listener(listener));
    }

    /** Where providers tell of logouts; empty where they do not. */
    public Optional<InetSocketAddress> logoutAddress() {
        return Optional.ofNullable(logouts).map(LogoutEndpoint::address);
    }

    /** Where monitoring asks; empty where it does not. */
    public Optional<InetSocketAddress> monitoringAddress() {
        return Optional.ofNullable(monitoring);
    }

    /** Done when an operator has asked to drain. */
    CompletableFuture<Void> draining() {
        return control.draining();
    }

    /** Done when an operator has asked to drain and all sessions have ended. */
    public CompletableFuture<Void> drained() {
        return control.drained();
    }

    /** Asks each thread that carries mail for an answer, by the thread's name. */
    public Map<String, CompletableFuture<Void>> pulses() {
        return network.pulses();
    }

    /** Logins that nobody makes, on a thread of their own and until clients come. */
    void rehearse() {
        RehearsalTls.of(certificates)
                .ifPresent(tls -> WarmStart.begin(
                        () -> new LoginRehearsal(network, ConfiguredProtocol.allOf(configuration), tls),
                        () -> live.count() > 0));
    }

    public LiveSessions live() {
        return live;
    }

    /** Stops accepting, tells clients, waits for their sessions to end for a bounded time, and ends everything. */
    public void stop(Duration patience) {
        ports.close();
        live.endAll(CloseReason.SHUTDOWN);
        long polls = patience.dividedBy(POLL);
        for (long i = 0; i < polls && live.count() > 0; i++) {
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        endings.run();
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}

package dev.postern.cli;

import dev.postern.config.BackendDoor;
import dev.postern.config.Configuration;
import dev.postern.config.ListenerPort;
import dev.postern.config.MailBackend;
import dev.postern.config.ProtocolName;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.SoleBackend;
import dev.postern.core.guard.Admission;
import dev.postern.core.guard.HeapGauge;
import dev.postern.core.net.BoundPort;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.FeatureProbe;
import dev.postern.core.session.ListenerSettings;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.MailService;
import dev.postern.core.session.SessionAcceptor;
import dev.postern.core.session.SessionServices;
import dev.postern.core.tls.BackendTls;
import dev.postern.core.tls.CertificateWatch;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.ServerTls;
import dev.postern.core.tls.UnusableCertificate;
import dev.postern.core.token.TokenVerifier;
import dev.postern.imap.ImapProtocol;
import dev.postern.imap.ImapSettings;
import dev.postern.smtp.SmtpProtocol;
import dev.postern.smtp.SmtpSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The running proxy: the one place that says {@code new} across modules. It starts whole or not at all; what was begun
 * before a failure is ended again, the newest first.
 */
public final class ProxyAssembly implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Configuration configuration;
    private final LiveSessions live = new LiveSessions();
    private final Map<String, BoundPort> ports = new LinkedHashMap<>();
    private final Map<ProtocolName, MailService> services = new EnumMap<>(ProtocolName.class);
    private final Deque<Runnable> endings = new ArrayDeque<>();

    private ProxyAssembly(Configuration configuration) {
        this.configuration = configuration;
    }

    /** With a verifier for the configured issuers. */
    public static ProxyAssembly start(Configuration configuration) throws CommandFailed {
        TokenAssembly tokens = TokenAssembly.start(configuration);
        return start(configuration, tokens.verifier(), tokens::close);
    }

    /** With a verifier of the caller's, who ends it himself. */
    public static ProxyAssembly start(Configuration configuration, TokenVerifier verifier) throws CommandFailed {
        return start(configuration, verifier, () -> {});
    }

    private static ProxyAssembly start(Configuration configuration, TokenVerifier verifier, Runnable verifierEnd)
            throws CommandFailed {
        ProxyAssembly assembly = new ProxyAssembly(configuration);
        assembly.endings.push(verifierEnd);
        try {
            assembly.assemble(verifier);
        } catch (CommandFailed | RuntimeException failed) {
            assembly.end();
            throw failed;
        }
        return assembly;
    }

    private void assemble(TokenVerifier verifier) throws CommandFailed {
        Certificates certificates = certificates();
        MinaNetwork network = network();
        SessionServices shared = new SessionServices(
                new Admission(configuration.limits().admission(), HeapGauge.ofThisProcess()),
                verifier,
                network.connector(),
                configuration.deadlines(),
                live);
        for (ListenerPort listener : configuration.listeners()) {
            MailService service = service(listener.protocol(), network);
            // IANA's ALPN registry has imap; smtp is what servers use, registered or not.
            ServerTls tls =
                    ServerTls.of(certificates, List.of(listener.protocol().text()));
            listen(
                    network,
                    listener,
                    new SessionAcceptor(new ListenerSettings(listener.name(), service, listener.tls(), tls), shared));
        }
    }

    private Certificates certificates() throws CommandFailed {
        try {
            Certificates certificates = Certificates.load(configuration.certificates());
            endings.push(CertificateWatch.start(certificates, CertificateWatch.INTERVAL)::close);
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
            endings.push(network::close);
            return network;
        } catch (IOException noSelector) {
            throw new CommandFailed("cannot start the network: " + noSelector.getMessage());
        }
    }

    /** One service a protocol, however many listeners it has. */
    private MailService service(ProtocolName protocol, MinaNetwork network) throws CommandFailed {
        MailService known = services.get(protocol);
        if (known != null) {
            return known;
        }
        BackendService backend = backend(protocol);
        MailProtocol spoken = protocol(protocol);
        FeatureProbe probe = new FeatureProbe(spoken, backend, network.connector(), configuration.deadlines());
        probe.start(network.loops().get(0));
        endings.push(probe::stop);
        MailService service = new MailService(spoken, new SoleBackend(backend), probe::features);
        services.put(protocol, service);
        return service;
    }

    private MailProtocol protocol(ProtocolName protocol) {
        return switch (protocol) {
            case IMAP ->
                new ImapProtocol(
                        new ImapSettings(configuration.limits().prelude(), ImapSettings.STANDARD.relayLineLength()));
            case SMTP ->
                new SmtpProtocol(new SmtpSettings(
                        configuration.hostName().orElseGet(HostName::ofThisMachine),
                        configuration.limits().prelude()));
        };
    }

    private BackendService backend(ProtocolName protocol) throws CommandFailed {
        MailBackend backend = configuration.backends().get(0);
        BackendDoor door = backend.door(protocol)
                .orElseThrow(() -> new CommandFailed("backend " + backend.name() + " has no " + protocol.text()
                        + " section, but a listener speaks " + protocol.text()));
        try {
            BackendTls tls =
                    door.tls() == BackendTlsMode.NONE ? null : BackendTls.of(door.host(), door.port(), door.trust());
            return new BackendService(
                    backend.name(),
                    protocol.text(),
                    door.host(),
                    door.port(),
                    door.tls(),
                    tls,
                    door.identity(),
                    door.forwarding());
        } catch (UnusableCertificate unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()));
        }
    }

    private void listen(MinaNetwork network, ListenerPort listener, SessionAcceptor acceptor) throws CommandFailed {
        try {
            BoundPort port = network.listen(listener.address(), acceptor);
            endings.push(port::close);
            ports.put(listener.name(), port);
            EventLog.event(LogEvent.LISTENING)
                    .with(LogKey.LISTENER, listener.name())
                    .with(LogKey.PROTOCOL, listener.protocol().text())
                    .with(LogKey.DETAIL, text(port.address()))
                    .write();
        } catch (IOException refused) {
            throw new CommandFailed("cannot listen on " + text(listener.address()) + " for listener " + listener.name()
                    + ": " + refused.getMessage() + "; " + remedy(listener, refused));
        }
    }

    private static String remedy(ListenerPort listener, IOException refused) {
        boolean privileged = listener.address().getPort() < 1024;
        if (refused instanceof BindException
                && String.valueOf(refused.getMessage()).contains("in use")) {
            return "see who has it with: ss -ltnp 'sport = :"
                    + listener.address().getPort() + "'";
        }
        return privileged
                ? "a port below 1024 needs root or CAP_NET_BIND_SERVICE"
                : "is the address one of this machine's?";
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** Where the listener of this name is bound. */
    public InetSocketAddress address(String listener) {
        BoundPort port = ports.get(listener);
        if (port == null) {
            throw new IllegalArgumentException("no listener " + listener);
        }
        return port.address();
    }

    public LiveSessions live() {
        return live;
    }

    /** Stops accepting, tells clients, waits for their sessions to end for a bounded time, and ends everything. */
    public void stop(Duration patience) {
        ports.values().forEach(BoundPort::close);
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
        end();
    }

    private void end() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}

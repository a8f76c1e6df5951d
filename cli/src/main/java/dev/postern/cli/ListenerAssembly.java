package dev.postern.cli;

import dev.postern.config.ListenerPort;
import dev.postern.config.MailPort;
import dev.postern.config.PortRoute;
import dev.postern.config.PortUse;
import dev.postern.config.ProtocolName;
import dev.postern.config.SharedPort;
import dev.postern.core.backend.WatchedBackend;
import dev.postern.core.net.BoundPort;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.route.RouteTable;
import dev.postern.core.session.Entrance;
import dev.postern.core.session.ListenerSettings;
import dev.postern.core.session.ListenerTlsMode;
import dev.postern.core.session.Route;
import dev.postern.core.session.SessionAcceptor;
import dev.postern.core.session.SessionServices;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The ports on which clients come in, bound as configured. */
final class ListenerAssembly {
    private final MinaNetwork network;
    private final Certificates certificates;
    private final BackendAssembly backends;
    private final SessionServices shared;
    private final Map<String, BoundPort> ports = new LinkedHashMap<>();

    ListenerAssembly(MinaNetwork network, Certificates certificates, BackendAssembly backends, SessionServices shared) {
        this.network = network;
        this.certificates = certificates;
        this.backends = backends;
        this.shared = shared;
    }

    void listen(ListenerPort listener) throws CommandFailed {
        bind(
                listener,
                new SessionAcceptor(
                        new ListenerSettings(listener.name(), entrance(listener.use()), listener.proxies()), shared));
    }

    private Entrance entrance(PortUse use) throws CommandFailed {
        if (use instanceof MailPort mail) {
            return entrance(mail);
        }
        SharedPort port = (SharedPort) use;
        List<RouteTable.Claim<Route>> claims = new ArrayList<>();
        for (PortRoute route : port.routes()) {
            claims.add(new RouteTable.Claim<>(
                    route(route), Set.copyOf(route.serverNames()), Set.copyOf(route.alpn()), route.byDefault()));
        }
        return new Entrance.Shared(new RouteTable<>(claims, port.unknownName()), port.plainHttp());
    }

    private Entrance.Mail entrance(MailPort mail) throws CommandFailed {
        // IANA's ALPN registry has imap; smtp is what servers use, registered or not.
        ServerTls tls = ServerTls.of(certificates, List.of(mail.protocol().text()));
        return new Entrance.Mail(backends.service(mail.protocol()), mail.tls(), tls);
    }

    private Route route(PortRoute route) throws CommandFailed {
        if (route.target() instanceof PortRoute.Passthrough passthrough) {
            return new Route.Passthrough(route.name(), passthrough.server());
        }
        if (route.target() instanceof PortRoute.Relay relay) {
            return new Route.Relay(route.name(), relay.server(), ServerTls.of(certificates, route.alpn()));
        }
        PortRoute.Mail mail = (PortRoute.Mail) route.target();
        return new Route.Mail(route.name(), entrance(new MailPort(mail.protocol(), ListenerTlsMode.IMPLICIT)));
    }

    private void bind(ListenerPort listener, SessionAcceptor acceptor) throws CommandFailed {
        try {
            BoundPort port = network.listen(listener.address(), acceptor);
            ports.put(listener.name(), port);
            EventLog.event(LogEvent.LISTENING)
                    .with(LogKey.LISTENER, listener.name())
                    .with(LogKey.PROTOCOL, protocols(listener.use()))
                    .with(LogKey.DETAIL, AddressText.of(port.address()))
                    .write();
        } catch (IOException refused) {
            throw BindFailure.explained("listener " + listener.name(), listener.address(), refused);
        }
    }

    private static String protocols(PortUse use) {
        return use.protocols().stream().map(ProtocolName::text).sorted().collect(Collectors.joining(","));
    }

    /** Where the listener of this name is bound. */
    InetSocketAddress address(String listener) {
        BoundPort port = ports.get(listener);
        if (port == null) {
            throw new IllegalArgumentException("no listener " + listener);
        }
        return port.address();
    }

    /** The doors of backends behind all of them. */
    List<WatchedBackend> watched() {
        return backends.watched();
    }

    /** Asks each thread that carries mail for an answer, by the thread's name. */
    Map<String, CompletableFuture<Void>> pulses() {
        return network.pulses();
    }

    /** Nobody more comes in. */
    void close() {
        ports.values().forEach(BoundPort::close);
    }
}

package dev.postern.cli;

import dev.postern.config.ListenerPort;
import dev.postern.config.MailPort;
import dev.postern.config.PortRoute;
import dev.postern.config.PortUse;
import dev.postern.config.SharedPort;
import dev.postern.core.route.RouteTable;
import dev.postern.core.session.Entrance;
import dev.postern.core.session.ListenerSettings;
import dev.postern.core.session.ListenerTlsMode;
import dev.postern.core.session.Route;
import dev.postern.core.session.SessionAcceptor;
import dev.postern.core.session.SessionServices;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.ServerTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What lies behind listening ports, as configured. */
final class EntranceAssembly {
    private final Certificates certificates;
    private final BackendAssembly backends;
    private final SessionServices shared;

    EntranceAssembly(Certificates certificates, BackendAssembly backends, SessionServices shared) {
        this.certificates = certificates;
        this.backends = backends;
        this.shared = shared;
    }

    SessionAcceptor acceptor(ListenerPort listener) throws CommandFailed {
        return new SessionAcceptor(
                new ListenerSettings(listener.name(), entrance(listener.use()), listener.proxies()), shared);
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
}

package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Nested;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.schema.Several;
import dev.postern.config.type.Choice;
import dev.postern.config.type.Flag;
import dev.postern.config.type.Host;
import dev.postern.config.type.ListenAddress;
import dev.postern.config.type.Text;
import dev.postern.config.type.WholeNumber;
import dev.postern.core.address.TrustedProxies;
import dev.postern.core.route.UnknownName;
import dev.postern.core.route.Upstream;
import dev.postern.core.session.ListenerTlsMode;
import dev.postern.core.session.PlainHttpMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One port on which clients come in. */
final class ListenerSection implements Section<ListenerPort> {
    static final Setting<String> NAME = Setting.required("name", Text.NAME, "imap", "The listener's name in logs.");
    static final Setting<InetAddress> ADDRESS = Setting.standard(
            "address", new ListenAddress(), new InetSocketAddress(0).getAddress(), "The address to listen on.");
    static final Setting<Integer> PORT = Setting.required(
            "port",
            new WholeNumber(0, 65_535),
            8443,
            "The port to listen on; 0 lets the system choose. Below 1024, systemd or root must grant the right.");
    static final Setting<ProtocolName> PROTOCOL = Setting.usual(
            "protocol",
            Choice.of(ProtocolName.class),
            ProtocolName.IMAP,
            "The protocol that clients speak here; either this or routes.");
    static final Setting<ListenerTlsMode> TLS = Setting.standard(
            "tls",
            Choice.of(ListenerTlsMode.class),
            ListenerTlsMode.IMPLICIT,
            "When TLS begins: at once, or when the client asks; without TLS nobody logs in.");

    private static final Setting<Boolean> SHARE_PORT = Setting.optional(
            "share-port",
            new Flag(),
            false,
            "Whether other processes of Postern's user may listen on this port at the same time, so that a successor can "
                    + "start before this process goes. Unless told otherwise here: where there is a control socket.");
    private static final Nested<TrustedProxies> PROXY_PROTOCOL = Nested.optional(
            "proxy-protocol",
            new ProxyProtocolSection(),
            "Clients come through HAProxy or a load balancer that sends PROXY headers, of version 1 or 2. Without this, "
                    + "clients come themselves.");
    static final Several<PortRoute> ROUTES = Several.optional(
            "routes",
            new RouteSection(),
            "Instead of protocol: what shares this port, told apart by what a client's first TLS message asks for.");
    private static final Setting<UnknownName> UNKNOWN_NAME = Setting.optional(
            "unknown-name",
            Choice.of(UnknownName.class),
            UnknownName.DEFAULT,
            "With routes: whether a client that asks for a server name of no route takes the default route, as it does "
                    + "unless told otherwise here, or is refused.");
    private static final Setting<PlainHttpMode> PLAIN_HTTP = Setting.optional(
            "plain-http",
            Choice.of(PlainHttpMode.class),
            PlainHttpMode.ANSWER,
            "With routes: what a browser gets that forgot the s of https: a short answer, unless told otherwise here.");

    @Override
    public List<Entry> entries() {
        return List.of(
                NAME, ADDRESS, PORT, PROTOCOL, TLS, SHARE_PORT, PROXY_PROTOCOL, ROUTES, UNKNOWN_NAME, PLAIN_HTTP);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of(
                "host", "write address: an IP address of this machine",
                "haproxy", "write proxy-protocol: { from: [the networks of the proxies] }",
                "accept-proxy", "write proxy-protocol: { from: [the networks of the proxies] }");
    }

    @Override
    public ListenerPort read(Mapping mapping) {
        return new ListenerPort(
                mapping.value(NAME),
                new InetSocketAddress(mapping.value(ADDRESS), mapping.value(PORT)),
                mapping.written(ROUTES) ? shared(mapping) : mail(mapping),
                mapping.optional(SHARE_PORT),
                mapping.optionalSection(PROXY_PROTOCOL));
    }

    private static MailPort mail(Mapping mapping) {
        if (!mapping.written(PROTOCOL)) {
            mapping.problem(PROTOCOL, "is missing", "add it: " + PROTOCOL.meaning());
        }
        for (Entry unused : List.of(UNKNOWN_NAME, PLAIN_HTTP)) {
            if (mapping.written(unused)) {
                mapping.problem(unused, "is of no use without routes", "remove it, or add routes");
            }
        }
        return new MailPort(mapping.value(PROTOCOL), mapping.value(TLS));
    }

    private static SharedPort shared(Mapping mapping) {
        if (mapping.written(PROTOCOL)) {
            mapping.problem(PROTOCOL, "is set beside routes", "make it the protocol of a route");
        }
        if (mapping.value(TLS) == ListenerTlsMode.STARTTLS) {
            mapping.problem(TLS, "is starttls, but routes are told apart by TLS", "write tls: implicit, or remove it");
        }
        List<Mapping> tables = mapping.items(ROUTES);
        List<PortRoute> routes = tables.stream().map(ROUTES.section()::read).toList();
        new RouteConflicts(mapping, ROUTES, tables, routes).tell();
        UnknownName unknownName = mapping.optional(UNKNOWN_NAME).orElse(UnknownName.DEFAULT);
        if (unknownName == UnknownName.REFUSE
                && tables.stream().noneMatch(table -> table.written(RouteSection.SERVER_NAMES))) {
            mapping.problem(UNKNOWN_NAME, "is refuse, but no route has server-names", "add some, or write default");
        }
        return new SharedPort(routes, unknownName, mapping.optional(PLAIN_HTTP).orElse(PlainHttpMode.ANSWER));
    }

    /** Neither name nor socket twice; a listener on all addresses takes the port of every other. */
    static void mustDiffer(List<Mapping> listeners) {
        Set<String> names = new HashSet<>();
        Set<InetSocketAddress> sockets = new HashSet<>();
        for (Mapping listener : listeners) {
            Mapping quiet = listener.unheard();
            if (quiet.sound(NAME) && !names.add(quiet.value(NAME))) {
                listener.problem(NAME, "is '" + quiet.value(NAME) + "', as another listener's", "choose another name");
            }
            if (!quiet.sound(PORT) || !quiet.sound(ADDRESS) || quiet.value(PORT) == 0) {
                continue;
            }
            InetSocketAddress socket = new InetSocketAddress(quiet.value(ADDRESS), quiet.value(PORT));
            if (sockets.stream().anyMatch(other -> overlap(other, socket))) {
                listener.problem(
                        PORT,
                        "is " + quiet.value(PORT) + ", which another listener has",
                        "choose another port or address");
            }
            sockets.add(socket);
        }
    }

    /** A protocol that is spoken here is one that no backend has. */
    static void lacksDoor(Mapping listener, ProtocolName protocol) {
        String mend = "add " + protocol.text() + " to the backend, or remove this ";
        if (listener.written(ROUTES)) {
            listener.problem(ROUTES, "lead to " + protocol.text() + ", which no backend has", mend + "route");
        } else if (listener.sound(PROTOCOL)) {
            listener.problem(PROTOCOL, "is " + protocol.text() + ", which no backend has", mend + "listener");
        }
    }

    /** No route may lead to a listener of ours: each connection would make another, without end. */
    static void mustNotLeadBack(List<Mapping> listeners, List<ListenerPort> ports) {
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).use() instanceof SharedPort shared) {
                Mapping listener = listeners.get(i);
                shared.upstreams().stream()
                        .flatMap(upstream -> ports.stream().filter(port -> leadsTo(upstream, port)))
                        .forEach(port -> listener.problem(
                                ROUTES,
                                "lead back to listener " + port.name(),
                                "name the port on which the web server itself listens"));
            }
        }
    }

    private static boolean leadsTo(Upstream upstream, ListenerPort port) {
        InetAddress here = port.address().getAddress();
        return upstream.port() == port.address().getPort()
                && Host.isLoopback(upstream.host())
                && (here.isAnyLocalAddress() || here.getHostAddress().equals(upstream.host()));
    }

    private static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && (one.getAddress().isAnyLocalAddress()
                        || other.getAddress().isAnyLocalAddress()
                        || one.getAddress().equals(other.getAddress()));
    }
}

package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Choice;
import dev.postern.config.type.ListenAddress;
import dev.postern.config.type.Text;
import dev.postern.config.type.WholeNumber;
import dev.postern.core.session.ListenerTlsMode;
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
    static final Setting<ProtocolName> PROTOCOL = Setting.required(
            "protocol", Choice.of(ProtocolName.class), ProtocolName.IMAP, "The protocol that clients speak here.");
    static final Setting<ListenerTlsMode> TLS = Setting.standard(
            "tls",
            Choice.of(ListenerTlsMode.class),
            ListenerTlsMode.IMPLICIT,
            "When TLS begins: at once, or when the client asks; without TLS nobody logs in.");

    @Override
    public List<Entry> entries() {
        return List.of(NAME, ADDRESS, PORT, PROTOCOL, TLS);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of("host", "write address: an IP address of this machine");
    }

    @Override
    public ListenerPort read(Mapping mapping) {
        return new ListenerPort(
                mapping.value(NAME),
                new InetSocketAddress(mapping.value(ADDRESS), mapping.value(PORT)),
                mapping.value(PROTOCOL),
                mapping.value(TLS));
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

    private static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && (one.getAddress().isAnyLocalAddress()
                        || other.getAddress().isAnyLocalAddress()
                        || one.getAddress().equals(other.getAddress()));
    }
}

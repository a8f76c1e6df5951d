package dev.postern.cli;

import dev.postern.config.ListenerPort;
import dev.postern.config.ProtocolName;
import dev.postern.core.net.BoundPort;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.net.PortSharing;
import dev.postern.core.session.ConnectionAcceptor;
import dev.postern.core.session.SessionAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The ports on which clients come in. Each connection asks once which generation is in force, and is served by that alone.
 * Thread safe.
 */
final class OpenPorts {
    private final MinaNetwork network;
    private final Supplier<Generation> inForce;
    private final Map<PortKey, BoundPort> ports = new HashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    OpenPorts(MinaNetwork network, Supplier<Generation> inForce) {
        this.network = network;
        this.inForce = inForce;
    }

    /** Binds what this generation needs and is not bound yet, where nobody else listens: all of it or nothing. */
    void bind(Generation generation) throws CommandFailed {
        bind(generation, PortSharing.WITH_SUCCESSORS);
    }

    /** The same beside the Postern whose place is taken. */
    void bindBesideAnother(Generation generation) throws CommandFailed {
        bind(generation, PortSharing.OF_ONE_USER);
    }

    private synchronized void bind(Generation generation, PortSharing sharing) throws CommandFailed {
        if (closed) {
            throw new CommandFailed("Postern lets nobody in any more, it drains or ends: start its successor");
        }
        List<PortKey> added = new ArrayList<>();
        try {
            for (ListenerPort listener : generation.configuration().listeners()) {
                PortKey key = PortKey.of(listener);
                if (!ports.containsKey(key)) {
                    ports.put(key, bind(listener, key, generation, sharing));
                    added.add(key);
                }
            }
        } catch (CommandFailed refused) {
            added.forEach(this::close);
            throw refused;
        }
    }

    private BoundPort bind(ListenerPort listener, PortKey key, Generation first, PortSharing sharing)
            throws CommandFailed {
        try {
            BoundPort port = network.listen(
                    listener.address(),
                    first.configuration().shares(listener) ? sharing : PortSharing.ALONE,
                    acceptor(key, first));
            Listening.at(AddressText.of(port.address()), listener.name(), protocols(listener));
            return port;
        } catch (IOException refused) {
            throw BindFailure.explained("listener " + listener.name(), listener.address(), refused);
        }
    }

    /** @param first whose settings hold before it is in force: a port is there a moment earlier */
    private ConnectionAcceptor acceptor(PortKey key, Generation first) {
        SessionAcceptor early = Objects.requireNonNull(first.acceptors().get(key));
        return connection -> inForce.get().acceptors().getOrDefault(key, early).onAccepted(connection);
    }

    private static String protocols(ListenerPort listener) {
        return listener.use().protocols().stream()
                .map(ProtocolName::text)
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** Closes the ports that this generation has no listener for. */
    synchronized void closeAllBut(Generation generation) {
        List<PortKey> unused = new ArrayList<>(ports.keySet());
        unused.removeAll(generation.acceptors().keySet());
        unused.forEach(this::close);
    }

    private synchronized void close(PortKey key) {
        Optional.ofNullable(ports.remove(key)).ifPresent(BoundPort::close);
    }

    /** Where it is bound; what is configured, where it is not. */
    synchronized InetSocketAddress address(ListenerPort listener) {
        BoundPort port = ports.get(PortKey.of(listener));
        return port == null ? listener.address() : port.address();
    }

    /** Nobody more comes in, for good. The addresses can still be asked for. */
    synchronized void close() {
        closed = true;
        ports.values().forEach(BoundPort::close);
    }
}

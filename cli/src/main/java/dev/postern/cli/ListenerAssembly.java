package dev.postern.cli;

import dev.postern.config.ListenerPort;
import dev.postern.core.net.BoundPort;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.session.ListenerSettings;
import dev.postern.core.session.SessionAcceptor;
import dev.postern.core.session.SessionServices;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        // IANA's ALPN registry has imap; smtp is what servers use, registered or not.
        ServerTls tls = ServerTls.of(certificates, List.of(listener.protocol().text()));
        bind(
                listener,
                new SessionAcceptor(
                        new ListenerSettings(
                                listener.name(), backends.service(listener.protocol()), listener.tls(), tls),
                        shared));
    }

    private void bind(ListenerPort listener, SessionAcceptor acceptor) throws CommandFailed {
        try {
            BoundPort port = network.listen(listener.address(), acceptor);
            ports.put(listener.name(), port);
            EventLog.event(LogEvent.LISTENING)
                    .with(LogKey.LISTENER, listener.name())
                    .with(LogKey.PROTOCOL, listener.protocol().text())
                    .with(LogKey.DETAIL, AddressText.of(port.address()))
                    .write();
        } catch (IOException refused) {
            throw BindFailure.explained("listener " + listener.name(), listener.address(), refused);
        }
    }

    /** Where the listener of this name is bound. */
    InetSocketAddress address(String listener) {
        BoundPort port = ports.get(listener);
        if (port == null) {
            throw new IllegalArgumentException("no listener " + listener);
        }
        return port.address();
    }

    /** Nobody more comes in. */
    void close() {
        ports.values().forEach(BoundPort::close);
    }
}

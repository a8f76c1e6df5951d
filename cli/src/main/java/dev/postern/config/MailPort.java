package dev.postern.config;

import dev.postern.core.session.ListenerTlsMode;
import java.util.Set;

/**
 * A port for one mail protocol.
 *
 * @param protocol spoken there
 * @param tls when TLS begins
 */
public record MailPort(ProtocolName protocol, ListenerTlsMode tls) implements PortUse {
    @Override
    public Set<ProtocolName> protocols() {
        return Set.of(protocol);
    }
}

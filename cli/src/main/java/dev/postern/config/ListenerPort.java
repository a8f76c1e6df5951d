package dev.postern.config;

import dev.postern.core.session.ListenerTlsMode;
import java.net.InetSocketAddress;

/**
 * One port on which clients come in.
 *
 * @param name for logs
 * @param address to bind; port 0 lets the system choose
 * @param protocol spoken there
 * @param tls when TLS begins
 */
public record ListenerPort(String name, InetSocketAddress address, ProtocolName protocol, ListenerTlsMode tls) {}

package dev.postern.config;

import java.net.InetSocketAddress;

/**
 * Where identity providers tell of logouts.
 *
 * @param address to bind; port 0 lets the system choose
 * @param tls whether it shows our certificates
 */
public record LogoutPort(InetSocketAddress address, boolean tls) {}

package dev.postern.config;

import java.net.InetSocketAddress;

/**
 * One port on which clients come in.
 *
 * @param name for logs
 * @param address to bind; port 0 lets the system choose
 * @param use what it is for
 */
public record ListenerPort(String name, InetSocketAddress address, PortUse use) {}

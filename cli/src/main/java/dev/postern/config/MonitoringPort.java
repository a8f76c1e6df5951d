package dev.postern.config;

import java.net.InetSocketAddress;

/**
 * Where monitoring asks for metrics, and whether we are alive and ready.
 *
 * @param address to bind; port 0 lets the system choose
 */
public record MonitoringPort(InetSocketAddress address) {}

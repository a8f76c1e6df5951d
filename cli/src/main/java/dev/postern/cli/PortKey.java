package dev.postern.cli;

import dev.postern.config.ListenerPort;
import java.net.InetSocketAddress;

/**
 * By what a port is the same in two configurations: its address; where the system chooses the port, its name as well.
 *
 * @param address as configured
 * @param name of the listener; empty where the address says it all
 */
record PortKey(InetSocketAddress address, String name) {
    static PortKey of(ListenerPort listener) {
        InetSocketAddress address = listener.address();
        return new PortKey(address, address.getPort() == 0 ? listener.name() : "");
    }
}

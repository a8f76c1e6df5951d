package dev.postern.core.address;

import java.net.Inet4Address;
import java.net.InetSocketAddress;

/**
 * Both ends of a TCP connection.
 *
 * @param client who has connected
 * @param server what it has connected to
 */
public record Ends(InetSocketAddress client, InetSocketAddress server) {
    /** True where both are of one family, as those of every real connection are. */
    boolean ofOneFamily() {
        return client.getAddress() instanceof Inet4Address == server.getAddress() instanceof Inet4Address;
    }
}

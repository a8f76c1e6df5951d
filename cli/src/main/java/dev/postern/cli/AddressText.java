package dev.postern.cli;

import java.net.InetSocketAddress;

/** An address and its port as people write them. */
final class AddressText {
    private AddressText() {}

    static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}

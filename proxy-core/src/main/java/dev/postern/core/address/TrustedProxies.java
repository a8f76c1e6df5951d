package dev.postern.core.address;

import java.net.InetAddress;
import java.util.List;

/** Who is believed about a client's address: whoever connects from these networks. */
public record TrustedProxies(List<Network> networks) {
    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    public boolean trusts(InetAddress peer) {
        return networks.stream().anyMatch(network -> network.contains(peer));
    }
}

package dev.postern.config;

import dev.postern.core.address.TrustedProxies;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One port on which clients come in.
 *
 * @param name for logs
 * @param address to bind; port 0 lets the system choose
 * @param use what it is for
 * @param shared whether another process of our user may listen there too; empty: as is usual
 * @param proxies who must tell each client's address in a PROXY header; empty where clients come themselves
 */
public record ListenerPort(
        String name,
        InetSocketAddress address,
        PortUse use,
        Optional<Boolean> shared,
        Optional<TrustedProxies> proxies) {}

package dev.postern.core.route;

import java.time.Duration;

/**
 * A server that takes connections whose bytes are none of our business.
 *
 * @param host name or address
 * @param port TCP port
 * @param proxyHeader what goes before the visitor's first byte
 * @param idle how long no byte may move either way
 */
public record Upstream(String host, int port, SentProxyHeader proxyHeader, Duration idle) {
    /** For logs. */
    public String name() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}

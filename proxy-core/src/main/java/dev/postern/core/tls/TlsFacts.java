package dev.postern.core.tls;

/**
 * What a finished handshake agreed on, for logs and forwarding.
 *
 * @param protocol as JSSE names it: {@code TLSv1.3}
 * @param cipherSuite as JSSE names it
 * @param serverName the SNI name that the client asked for, lower case; empty where there was none
 * @param applicationProtocol by ALPN; empty where there was none
 */
public record TlsFacts(String protocol, String cipherSuite, String serverName, String applicationProtocol) {}

package dev.postern.core.session;

import dev.postern.core.tls.TlsEngines;

/**
 * What a listening port offers.
 *
 * @param name its name in the configuration
 * @param service the protocol spoken there
 * @param tlsMode when TLS begins
 * @param tls makes server engines
 */
public record ListenerSettings(String name, MailService service, ListenerTlsMode tlsMode, TlsEngines tls) {}

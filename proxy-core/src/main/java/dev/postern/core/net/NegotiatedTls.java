package dev.postern.core.net;

import dev.postern.core.tls.TlsFacts;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/** Reads from an engine what its finished handshake agreed on. */
final class NegotiatedTls {
    private NegotiatedTls() {}

    static TlsFacts of(SSLEngine engine) {
        SSLSession session = engine.getSession();
        return new TlsFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                serverName(session),
                Objects.requireNonNullElse(engine.getApplicationProtocol(), ""));
    }

    private static String serverName(SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return "";
        }
        List<SNIServerName> names = extended.getRequestedServerNames();
        for (SNIServerName name : names) {
            if (name instanceof SNIHostName host) {
                return host.getAsciiName().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }
}

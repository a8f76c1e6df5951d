package dev.postern.core.tls;

import java.util.Locale;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/** The SNI name of a session. */
final class ServerName {
    private ServerName() {}

    /** Lower case; empty where there was none. RFC 6066 §3. */
    static String requestedBy(ExtendedSSLSession session) {
        for (SNIServerName name : session.getRequestedServerNames()) {
            if (name instanceof SNIHostName host) {
                return host.getAsciiName().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }
}

package dev.postern.core.tls;

import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes the engines with which Postern is the client of one backend; each believes that backend alone. */
public final class BackendTls implements TlsEngines {
    /** One session is enough to resume from; some more for connects that overlap. */
    private static final int SESSIONS = 32;

    private final SSLContext context;
    private final String host;
    private final int port;
    private final boolean nameMatters;

    private BackendTls(SSLContext context, String host, int port, boolean nameMatters) {
        this.context = context;
        this.host = host;
        this.port = port;
        this.nameMatters = nameMatters;
    }

    /**
     * One backend's engines.
     *
     * @param host name or address as configured; the certificate must carry it, except where a certificate is pinned
     * @throws UnusableCertificate if the authorities cannot be read
     */
    public static BackendTls of(String host, int port, BackendTrust trust) throws UnusableCertificate {
        SSLContext context = TlsPolicy.context(null, TrustStores.of(trust));
        context.getClientSessionContext().setSessionCacheSize(SESSIONS);
        return new BackendTls(
                context, HostAddress.withoutBrackets(host), port, !(trust instanceof BackendTrust.PinnedCertificate));
    }

    @Override
    public SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = TlsPolicy.parameters(engine, CipherSuites.ASKED_OF_BACKENDS);
        if (nameMatters) {
            // RFC 9525 §6, as JSSE spells it; it compares addresses with iPAddress entries.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        // RFC 6066 §3: no literal addresses. JSSE itself would leave out names without a dot.
        if (!HostAddress.isLiteral(host)) {
            parameters.setServerNames(List.of(new SNIHostName(HostAddress.withoutTrailingDot(host))));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }
}

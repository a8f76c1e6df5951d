package dev.postern.core.tls;

import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

/**
 * Makes the engines of one listener, by the TLS provider of its certificates: TLS 1.2 and 1.3, certificate by SNI,
 * application protocol by ALPN.
 *
 * <p>Sessions belong to the listener, so none made for IMAP is taken up for SMTP; they outlive a change of
 * certificates.
 */
public final class ServerTls implements TlsEngines {
    private static final int SESSIONS = 10_000;
    private static final int SESSION_SECONDS = 2 * 60 * 60;

    /**
     * JSSE's whole test for a session under another name (RFC 6066 §3) depends on there being a matcher. This one lets
     * every name pass: an unknown one gets the first certificate.
     */
    private static final SNIMatcher ANY_NAME = SNIHostName.createSNIMatcher("(?s).*");

    /** Nobody: no client is asked for a certificate, and the system's list of authorities takes long to read. */
    private static final TrustManager[] NOBODY = {};

    private final SSLContext context;
    private final Certificates certificates;
    private final List<String> applicationProtocols;

    private ServerTls(SSLContext context, Certificates certificates, List<String> applicationProtocols) {
        this.context = context;
        this.certificates = certificates;
        this.applicationProtocols = applicationProtocols;
    }

    /**
     * A listener's engines.
     *
     * @param applicationProtocols ALPN ids, best first: {@code imap}; at least one
     */
    public static ServerTls of(Certificates certificates, List<String> applicationProtocols) {
        if (applicationProtocols.isEmpty()) {
            // JSSE would let every ALPN list pass.
            throw new IllegalArgumentException("at least one application protocol");
        }
        KeyManager keys = new ServerKeys(certificates, certificates.provider());
        SSLContext context = certificates.provider().context(new KeyManager[] {keys}, NOBODY);
        SSLSessionContext sessions = context.getServerSessionContext();
        sessions.setSessionCacheSize(SESSIONS);
        sessions.setSessionTimeout(SESSION_SECONDS);
        return new ServerTls(context, certificates, List.copyOf(applicationProtocols));
    }

    /** What other servers of ours need to show the same certificates: TLS 1.2 and 1.3, chosen by SNI; the JDK's TLS. */
    public static SSLContext context(Certificates certificates) {
        return TlsPolicy.context(new KeyManager[] {new ServerKeys(certificates, TlsProvider.JDK)}, NOBODY);
    }

    @Override
    public SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = TlsPolicy.parameters(engine, CipherSuites.SERVED);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setSNIMatchers(List.of(ANY_NAME));
        // RFC 7301 §3.2: a list without one of these ends in no_application_protocol; no list at all is welcome.
        parameters.setApplicationProtocols(applicationProtocols.toArray(String[]::new));
        engine.setSSLParameters(parameters);
        return certificates.provider().prepared(engine, applicationProtocols);
    }

    @Override
    public boolean nativeCode() {
        return certificates.provider().nativeCode();
    }

    @Override
    public boolean quick() {
        return certificates.quick();
    }
}

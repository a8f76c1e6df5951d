package dev.postern.core.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** What holds for every engine on either side, and the one place where JSSE contexts come from. */
final class TlsPolicy {
    private static final String STATELESS_TICKETS = "jdk.tls.server.enableSessionTicketExtension";

    /** RFC 8996 §4: nothing older. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    static {
        // Sessions stay here, and tickets only name them. Java 21 and newer look for the certificate of a ticket that
        // holds the whole session before they read the client's SNI name: they would resume under the first
        // certificate alone, and never after a change. JSSE reads this whenever a context is made.
        if (System.getProperty(STATELESS_TICKETS) == null) {
            System.setProperty(STATELESS_TICKETS, "false");
        }
        CurveProvider.install();
    }

    private TlsPolicy() {}

    /** A context of the JDK's own provider. */
    static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
        return context(null, keys, trust, null);
    }

    /**
     * A context of some provider.
     *
     * @param provider null for the JDK's own
     * @param random null for the provider's own
     */
    static SSLContext context(
            @Nullable Provider provider,
            KeyManager @Nullable [] keys,
            TrustManager @Nullable [] trust,
            @Nullable SecureRandom random) {
        try {
            SSLContext context =
                    provider == null ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", provider);
            context.init(keys, trust, random);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every provider of ours has TLS", e);
        }
    }

    /** Fresh parameters for one engine; the groups keep JSSE's order, which begins with X25519, P-256, P-384. */
    static SSLParameters parameters(SSLEngine engine, List<String> cipherSuites) {
        SSLParameters parameters = new SSLParameters(cipherSuites.toArray(String[]::new), PROTOCOLS);
        parameters.setAlgorithmConstraints(new HandshakeConstraints(engine));
        return parameters;
    }
}

package dev.postern.core.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Hands JSSE the certificate that the client's SNI name asks for. JSSE calls once for each kind of key that the
 * client can verify, in the order of its cipher suites (TLS 1.2) or signature algorithms (TLS 1.3), until one is
 * there.
 */
final class ServerKeys extends X509ExtendedKeyManager {
    private final Certificates certificates;
    private final TlsProvider provider;

    ServerKeys(Certificates certificates, TlsProvider provider) {
        this.certificates = certificates;
        this.provider = provider;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        if (!(engine.getHandshakeSession() instanceof ExtendedSSLSession session)) {
            return null;
        }
        String name = ServerName.requestedBy(session);
        if (provider.showsOneCertificate()
                && !keyType.equals("EC")
                && certificates.choose(name, "EC").isPresent()) {
            return null;
        }
        return certificates.choose(name, keyType).map(ServedCertificate::alias).orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return certificates
                .byAlias(alias)
                .map(served -> served.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return certificates.byAlias(alias).map(ServedCertificate::key).orElse(null);
    }

    // What follows is for sockets and for clients; Postern serves by engines.

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}

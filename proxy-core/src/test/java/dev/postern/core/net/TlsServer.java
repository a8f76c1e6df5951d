package dev.postern.core.net;

import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import dev.postern.core.tls.CertificateFiles;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.ServerTls;
import dev.postern.core.tls.TlsEngines;
import dev.postern.core.tls.TlsProvider;
import dev.postern.core.tls.UnusableCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose engines serve in a test: JSSE's without our policy, or ours by one of the providers. */
enum TlsServer {
    JSSE(null),
    JDK(TlsProvider.JDK),
    BOUNCYCASTLE(TlsProvider.BOUNCYCASTLE),
    CONSCRYPT(TlsProvider.CONSCRYPT);

    private final @Nullable TlsProvider provider;

    TlsServer(@Nullable TlsProvider provider) {
        this.provider = provider;
    }

    /** For the application protocol imap. */
    TlsEngines engines(TestCertificates certificates) {
        if (provider == null) {
            return certificates.server("imap");
        }
        try {
            return ServerTls.of(
                    Certificates.load(
                            List.of(files(certificates, KeyKind.RSA), files(certificates, KeyKind.ECDSA)), provider),
                    List.of("imap"));
        } catch (UnusableCertificate e) {
            throw new IllegalStateException(e);
        }
    }

    private static CertificateFiles files(TestCertificates certificates, KeyKind kind) {
        return new CertificateFiles(certificates.chainFile(kind), certificates.keyFile(kind));
    }
}

package dev.postern.core.tls;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS between us and ourselves.
 *
 * @param server with our certificates and policy, for sessions that no listener resumes
 * @param client the JDK's, which believes the certificate that most clients get, and no other
 */
public record RehearsalTls(ServerTls server, SSLSocketFactory client) {
    /** Empty where a JDK's client could not take any of the certificates. */
    public static Optional<RehearsalTls> of(Certificates certificates) {
        return certificates
                .choose("", "EC")
                .or(() -> certificates.choose("", "RSA"))
                .map(served -> Sha256.ofCertificate(served.chain().get(0)))
                .map(pin -> new RehearsalTls(
                        ServerTls.of(certificates, List.of("rehearsal")),
                        TlsPolicy.context(null, new TrustManager[] {new PinTrust(pin)})
                                .getSocketFactory()));
    }
}

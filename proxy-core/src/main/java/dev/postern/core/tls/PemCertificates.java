package dev.postern.core.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.util.io.pem.PemObject;

/** Reads the certificates of a PEM file, whatever else it holds. */
final class PemCertificates {
    /** RFC 7468 §5.1 and its older names, and OpenSSL's own kind. */
    private static final Set<String> KINDS =
            Set.of("CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE", "TRUSTED CERTIFICATE");

    private PemCertificates() {}

    /** All certificates, in the file's order; at least one. */
    static List<X509Certificate> read(Path file) throws UnusableCertificate {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject block : PemFile.blocks(file)) {
            if (KINDS.contains(block.getType())) {
                certificates.add(certificate(file, block.getContent()));
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableCertificate(
                    file, "there is no certificate in it", "name the file with the PEM block BEGIN CERTIFICATE");
        }
        return certificates;
    }

    /** What follows the certificate in the block is passed over: OpenSSL's trusted certificates carry their uses there. */
    private static X509Certificate certificate(Path file, byte[] content) throws UnusableCertificate {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException e) {
            throw new UnusableCertificate(
                    file, "a certificate in it is damaged (" + e.getMessage() + ")", "write the file anew");
        }
    }
}

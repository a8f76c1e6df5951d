package dev.postern.core.tls;

import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;

/** Reads the certificates of a PEM file, whatever else it holds. */
final class PemCertificates {
    private PemCertificates() {}

    /** All certificates, in the file's order; at least one. */
    static List<X509Certificate> read(Path file) throws UnusableCertificate {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object object : PemFile.objects(file)) {
            if (object instanceof X509CertificateHolder holder) {
                certificates.add(convert(file, holder));
            } else if (object instanceof X509TrustedCertificateBlock trusted) {
                certificates.add(convert(file, trusted.getCertificateHolder()));
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableCertificate(
                    file, "there is no certificate in it", "name the file with the PEM block BEGIN CERTIFICATE");
        }
        return certificates;
    }

    private static X509Certificate convert(Path file, X509CertificateHolder holder) throws UnusableCertificate {
        try {
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (CertificateException e) {
            throw new UnusableCertificate(
                    file, "a certificate in it is damaged (" + e.getMessage() + ")", "write the file anew");
        }
    }
}

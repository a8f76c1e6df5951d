package dev.postern.core.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings the certificates of a file into the order of TLS: the key's own first, then each one's issuer. */
final class CertificateChain {
    private static final byte[] PROOF = {'P', 'o', 's', 't', 'e', 'r', 'n'};

    static {
        CurveProvider.install();
    }

    private CertificateChain() {}

    /**
     * The chain of the key's certificate; what does not belong to it is left out. RFC 8446 §4.4.2: each certificate
     * certifies the one before it. Empty where no certificate is the key's.
     */
    static List<X509Certificate> of(PrivateKey key, List<X509Certificate> found) {
        Optional<X509Certificate> own = found.stream()
                .filter(certificate -> match(key, certificate.getPublicKey()))
                .findFirst();
        List<X509Certificate> chain = new ArrayList<>();
        List<X509Certificate> rest = new ArrayList<>(found);
        for (Optional<X509Certificate> next = own; next.isPresent(); next = issuer(next.get(), rest)) {
            chain.add(next.get());
            rest.remove(next.get());
        }
        return chain;
    }

    private static Optional<X509Certificate> issuer(X509Certificate certificate, List<X509Certificate> candidates) {
        return candidates.stream()
                .filter(candidate -> certificate.getIssuerX500Principal().equals(candidate.getSubjectX500Principal()))
                .filter(candidate -> signed(certificate, candidate.getPublicKey()))
                .findFirst();
    }

    private static boolean signed(X509Certificate certificate, PublicKey issuer) {
        try {
            certificate.verify(issuer);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether the two are a pair, found out by signing: so the key is known to work, too. */
    private static boolean match(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(algorithm(key.getAlgorithm()));
            signature.initSign(key);
            signature.update(PROOF);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROOF);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Two EC keys on different curves end here: the signature is no signature of that curve.
            return false;
        }
    }

    private static String algorithm(String keyAlgorithm) {
        return switch (keyAlgorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> keyAlgorithm;
        };
    }
}

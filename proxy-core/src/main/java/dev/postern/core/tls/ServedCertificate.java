package dev.postern.core.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A certificate with its chain, key and names, ready to be served.
 *
 * @param file where the chain came from
 * @param alias names it towards JSSE; the same content has the same alias
 * @param names lower case; wildcards as {@code *.example.org}
 */
record ServedCertificate(Path file, String alias, List<X509Certificate> chain, PrivateKey key, Set<String> names) {

    /** Reads chain and key and checks that they belong together; all problems of both files at once. */
    static ServedCertificate read(CertificateFiles files, TlsProvider provider) throws UnusableCertificate {
        List<CertificateProblem> problems = new ArrayList<>();
        Optional<List<X509Certificate>> found = part(() -> PemCertificates.read(files.chain()), problems);
        Optional<PrivateKey> key = part(() -> PemPrivateKey.read(files), problems);
        if (found.isEmpty() || key.isEmpty()) {
            throw new UnusableCertificate(problems);
        }
        List<X509Certificate> chain = CertificateChain.of(key.get(), found.get());
        if (chain.isEmpty()) {
            throw new UnusableCertificate(
                    files.key(),
                    "the key belongs to no certificate in " + files.chain(),
                    "name the key that was made together with the certificate");
        }
        if (!provider.serves(key.get().getAlgorithm())) {
            throw new UnusableCertificate(
                    files.key(),
                    "the TLS provider " + provider.text() + " cannot sign with a key of kind "
                            + key.get().getAlgorithm(),
                    "use a certificate with an ECDSA or RSA key, or another TLS provider");
        }
        X509Certificate leaf = chain.get(0);
        return new ServedCertificate(
                files.chain(), Sha256.ofCertificate(leaf), chain, key.get(), CertificateNames.of(leaf));
    }

    private static <T> Optional<T> part(Part<T> part, List<CertificateProblem> problems) {
        try {
            return Optional.of(part.read());
        } catch (UnusableCertificate e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** As JSSE names it: {@code RSA}, {@code RSASSA-PSS}, {@code EC} or {@code EdDSA}. */
    String keyType() {
        return key.getAlgorithm();
    }

    /**
     * Whether it is of the kind that a handshake asks for. Bouncy Castle is more precise than JSSE: it names the curve
     * ({@code EC/secp256r1}), and in TLS 1.2 the key exchange ({@code ECDHE_RSA}).
     */
    boolean is(String kind) {
        return switch (kind) {
            case "ECDHE_RSA" -> keyType().equals("RSA");
            case "ECDHE_ECDSA" -> keyType().equals("EC");
            default -> kind.equals(keyType()) || kind.equals(curve());
        };
    }

    private String curve() {
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(chain.get(0).getPublicKey().getEncoded());
        return key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier named
                ? keyType() + "/" + SECNamedCurves.getName(named)
                : "";
    }

    Instant notAfter() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** What is wrong with it and does not keep it from service: clients complain, and it is still better than silence. */
    Optional<CertificateProblem> warning(Instant now) {
        if (now.isAfter(notAfter())) {
            return Optional.of(new CertificateProblem(file, "the certificate expired at " + notAfter(), "renew it"));
        }
        Instant notBefore = chain.get(0).getNotBefore().toInstant();
        if (now.isBefore(notBefore)) {
            return Optional.of(new CertificateProblem(
                    file, "the certificate is not valid before " + notBefore, "wait, or set this machine's clock"));
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "ServedCertificate[" + file + " " + names + "]";
    }

    private interface Part<T> {
        T read() throws UnusableCertificate;
    }
}

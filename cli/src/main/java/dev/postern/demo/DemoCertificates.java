package dev.postern.demo;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A certificate authority for one run, and a certificate by it for this machine's own names; the authority's key is
 * forgotten at once.
 *
 * @param authority the authority's certificate, PEM: what a client has to trust
 * @param chain the server's certificate, PEM
 * @param key its private key, PEM; keep it where only the server reads
 */
record DemoCertificates(String authority, String chain, String key) {
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final X500Name AUTHORITY = new X500Name("CN=Postern demo CA");
    private static final X500Name SERVER = new X500Name("CN=localhost");
    private static final GeneralNames NAMES = new GeneralNames(new GeneralName[] {
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.iPAddress, "::1")
    });

    static DemoCertificates make(Clock clock) {
        try {
            KeyPair authority = newKey();
            KeyPair server = newKey();
            Draft draft = new Draft(authority, clock.instant());
            return new DemoCertificates(
                    pem(draft.ofAuthority()), pem(draft.ofServer(server)), pem(pkcs8(server.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("every Java can make certificates for P-256", impossible);
        }
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** PKCS#8 names the curve, which SEC1 as this writer has it does not. */
    private static PemObject pkcs8(PrivateKey key) {
        return new PemObject("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(object);
        }
        return text.toString();
    }

    /** The private key stays out of whatever prints this. */
    @Override
    public String toString() {
        return "DemoCertificates[redacted]";
    }

    /** What both certificates have in common: who signs, and for how long. RFC 5280 §4.2.1. */
    private record Draft(KeyPair authority, Instant now) {
        X509CertificateHolder ofAuthority() throws GeneralSecurityException, IOException, OperatorCreationException {
            JcaX509v3CertificateBuilder certificate = certificate(AUTHORITY, authority);
            add(certificate, Extension.basicConstraints, new BasicConstraints(0));
            add(certificate, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign));
            return sign(certificate);
        }

        X509CertificateHolder ofServer(KeyPair server)
                throws GeneralSecurityException, IOException, OperatorCreationException {
            JcaX509v3CertificateBuilder certificate = certificate(SERVER, server);
            add(certificate, Extension.basicConstraints, new BasicConstraints(false));
            add(certificate, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
            certificate.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            certificate.addExtension(Extension.subjectAlternativeName, false, NAMES);
            return sign(certificate);
        }

        private JcaX509v3CertificateBuilder certificate(X500Name subject, KeyPair key)
                throws GeneralSecurityException, IOException {
            JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    AUTHORITY,
                    new BigInteger(Long.SIZE, new SecureRandom()).setBit(0),
                    Date.from(now.minus(CLOCK_SKEW)),
                    Date.from(now.plus(LIFETIME)),
                    subject,
                    key.getPublic());
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            certificate.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key.getPublic()));
            certificate.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(authority.getPublic()));
            return certificate;
        }

        private static void add(JcaX509v3CertificateBuilder certificate, ASN1ObjectIdentifier type, ASN1Encodable value)
                throws IOException {
            certificate.addExtension(type, true, value);
        }

        private X509CertificateHolder sign(JcaX509v3CertificateBuilder certificate) throws OperatorCreationException {
            PrivateKey key = authority.getPrivate();
            return certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
        }
    }
}

package dev.postern.core.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A throw-away certificate authority. */
public final class TestAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration A_MONTH = Duration.ofDays(30);

    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestAuthority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** A root, self-signed, with a P-256 key. */
    public static TestAuthority root(String name) {
        return root(name, ecKeys("secp256r1"));
    }

    /** A root, self-signed, with this key. */
    public static TestAuthority root(String name, KeyPair keys) {
        X500Principal subject = new X500Principal("CN=" + name);
        return new TestAuthority(keys, sign(subject, keys, subject, keys, true, now(), now().plus(A_MONTH)));
    }

    /** An authority below this one. */
    public TestAuthority intermediate(String name) {
        KeyPair below = ecKeys("secp256r1");
        X500Principal subject = new X500Principal("CN=" + name);
        return new TestAuthority(
                below, sign(subject, below, certificate.getSubjectX500Principal(), keys, true, now(), inAMonth()));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** A server certificate, good for a month; the first name is also the common name. Addresses become iPAddress. */
    public X509Certificate issue(KeyPair server, String... names) {
        return issue(server, now(), inAMonth(), names);
    }

    public X509Certificate issue(KeyPair server, Instant notBefore, Instant notAfter, String... names) {
        X500Principal subject = new X500Principal("CN=" + names[0]);
        return sign(subject, server, certificate.getSubjectX500Principal(), keys, false, notBefore, notAfter, names);
    }

    /** A server certificate with a common name and no subjectAltName. */
    public X509Certificate issueWithoutAlternativeNames(KeyPair server, String commonName) {
        X500Principal subject = new X500Principal("CN=" + commonName);
        return sign(subject, server, certificate.getSubjectX500Principal(), keys, false, now(), inAMonth());
    }

    public static KeyPair rsaKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair ecKeys(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair ed25519Keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The objects as PEM text, in order: certificates, private keys as PKCS#8, and what else the writer knows. */
    public static String pem(Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(
                        object instanceof PrivateKey key ? new PemObject("PRIVATE KEY", key.getEncoded()) : object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes {@link #pem} to a file. */
    public static Path write(Path file, Object... objects) {
        try {
            return Files.writeString(file, pem(objects));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant now() {
        return Instant.now().minus(Duration.ofMinutes(5));
    }

    private static Instant inAMonth() {
        return Instant.now().plus(A_MONTH);
    }

    // A certificate has this many parts; a record for them would only repeat the builder below.
    @SuppressWarnings("TooManyParameters")
    private static X509Certificate sign(
            X500Principal subject,
            KeyPair subjectKeys,
            X500Principal issuer,
            KeyPair issuerKeys,
            boolean authority,
            Instant notBefore,
            Instant notAfter,
            String... names) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(64, RANDOM),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    subject,
                    subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                GeneralName[] all =
                        Arrays.stream(names).map(TestAuthority::generalName).toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
            }
            String algorithm =
                    issuerKeys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKeys.getPrivate())));
        } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralName generalName(String name) {
        boolean address = name.contains(":") || name.matches("[0-9.]+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }
}

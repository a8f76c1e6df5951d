package dev.postern.core.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** Reads the first private key of a PEM file: PKCS#1, PKCS#8 or SEC1, plain or encrypted. */
public final class PemPrivateKey {
    private final Path file;
    private final @Nullable Path passphraseFile;

    private PemPrivateKey(Path file, @Nullable Path passphraseFile) {
        this.file = file;
        this.passphraseFile = passphraseFile;
    }

    static PrivateKey read(CertificateFiles files) throws UnusableCertificate {
        return new PemPrivateKey(files.key(), files.passphraseFile()).read();
    }

    /** A key that is not encrypted. */
    public static PrivateKey read(Path file) throws UnusableCertificate {
        return new PemPrivateKey(file, null).read();
    }

    private PrivateKey read() throws UnusableCertificate {
        for (Object object : PemFile.objects(file)) {
            // EC PARAMETERS blocks and certificates may stand before the key.
            if (object instanceof PEMKeyPair plain) {
                return convert(plain.getPrivateKeyInfo());
            } else if (object instanceof PrivateKeyInfo plain) {
                return convert(plain);
            } else if (object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo) {
                return convert(decrypt(object));
            }
        }
        throw new UnusableCertificate(
                file, "there is no private key in it", "name the file with the PEM block BEGIN PRIVATE KEY");
    }

    private PrivateKeyInfo decrypt(Object encrypted) throws UnusableCertificate {
        if (passphraseFile == null) {
            throw new UnusableCertificate(
                    file, "the key is encrypted", "set passphrase-file to the file with its passphrase");
        }
        // A wrong passphrase shows in many ways: bad padding, or plaintext that is no key.
        try (Passphrase passphrase = Passphrase.read(passphraseFile)) {
            return encrypted instanceof PEMEncryptedKeyPair legacy
                    ? decryptLegacy(legacy, passphrase)
                    : decryptPkcs8((PKCS8EncryptedPrivateKeyInfo) encrypted, passphrase);
        } catch (IOException | PKCSException | RuntimeException e) {
            throw new UnusableCertificate(
                    file,
                    "the passphrase in " + passphraseFile + " does not decrypt the key",
                    "write the right passphrase there, or encrypt the key with AES");
        }
    }

    /** OpenSSL's own format takes the passphrase as octets: one char is one octet here. */
    private static PrivateKeyInfo decryptLegacy(PEMEncryptedKeyPair encrypted, Passphrase passphrase)
            throws IOException {
        char[] revealed = passphrase.reveal(StandardCharsets.ISO_8859_1);
        try {
            return encrypted
                    .decryptKeyPair(new BcPEMDecryptorProvider(revealed))
                    .getPrivateKeyInfo();
        } finally {
            Arrays.fill(revealed, '\0');
        }
    }

    /**
     * RFC 8018 §3 leaves the encoding open and OpenSSL takes what the terminal gives: UTF-8. The JDK has neither scrypt
     * nor every PBKDF2; the provider is used here and registered nowhere.
     */
    private static PrivateKeyInfo decryptPkcs8(PKCS8EncryptedPrivateKeyInfo encrypted, Passphrase passphrase)
            throws PKCSException {
        char[] revealed = passphrase.reveal(StandardCharsets.UTF_8);
        try {
            return encrypted.decryptPrivateKeyInfo(new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(revealed));
        } finally {
            Arrays.fill(revealed, '\0');
        }
    }

    private PrivateKey convert(PrivateKeyInfo key) throws UnusableCertificate {
        // Without a provider the JDK's own key factories read the key: JSSE takes only those that they can read.
        try {
            return CurveProvider.ready(new JcaPEMKeyConverter().getPrivateKey(key));
        } catch (IOException | RuntimeException e) {
            throw new UnusableCertificate(
                    file,
                    "Java cannot use this kind of key",
                    "take an RSA key, an EC key on the named curve P-256, P-384 or P-521, or Ed25519");
        }
    }
}

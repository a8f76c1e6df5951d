package dev.postern.core.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Reads the first private key of a PEM file: PKCS#1, PKCS#8 or SEC1, plain or encrypted. */
final class PemPrivateKey {
    private final Path file;
    private final @Nullable Path passphraseFile;

    private PemPrivateKey(CertificateFiles files) {
        this.file = files.key();
        this.passphraseFile = files.passphraseFile();
    }

    static PrivateKey read(CertificateFiles files) throws UnusableCertificate {
        return new PemPrivateKey(files).read();
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
        char[] passphrase = Passphrase.read(passphraseFile);
        // A wrong passphrase shows in many ways: bad padding, or plaintext that is no key.
        try {
            return encrypted instanceof PEMEncryptedKeyPair legacy
                    ? decryptLegacy(legacy, passphrase)
                    : decryptPkcs8((PKCS8EncryptedPrivateKeyInfo) encrypted, passphrase);
        } catch (IOException | PKCSException | OperatorCreationException | RuntimeException e) {
            throw new UnusableCertificate(
                    file,
                    "the passphrase in " + passphraseFile + " does not decrypt the key",
                    "write the right passphrase there, or encrypt the key with AES");
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static PrivateKeyInfo decryptLegacy(PEMEncryptedKeyPair encrypted, char[] passphrase) throws IOException {
        return encrypted.decryptKeyPair(new BcPEMDecryptorProvider(passphrase)).getPrivateKeyInfo();
    }

    private static PrivateKeyInfo decryptPkcs8(PKCS8EncryptedPrivateKeyInfo encrypted, char[] passphrase)
            throws OperatorCreationException, PKCSException {
        // The JDK has neither scrypt nor every PBKDF2; the provider is used here and registered nowhere.
        return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(passphrase));
    }

    private PrivateKey convert(PrivateKeyInfo key) throws UnusableCertificate {
        // Without a provider the JDK's own key factories make the key, and JSSE takes no other.
        try {
            return new JcaPEMKeyConverter().getPrivateKey(key);
        } catch (IOException | RuntimeException e) {
            throw new UnusableCertificate(
                    file,
                    "Java cannot use this kind of key",
                    "take an RSA key, an EC key on the named curve P-256, P-384 or P-521, or Ed25519");
        }
    }
}

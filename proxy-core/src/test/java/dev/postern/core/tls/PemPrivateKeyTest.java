package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestAuthority;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PemPrivateKeyTest {
    private static final String PASSPHRASE = "open sesame";

    private final Path folder;

    PemPrivateKeyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<KeyPair> keys() {
        return Stream.of(
                TestAuthority.rsaKeys(),
                TestAuthority.ecKeys("secp256r1"),
                TestAuthority.ecKeys("secp384r1"),
                TestAuthority.ecKeys("secp521r1"),
                TestAuthority.ed25519Keys());
    }

    private PrivateKey read(String pem) throws IOException, UnusableCertificate {
        Path file = Files.writeString(folder.resolve("key.pem"), pem);
        return PemPrivateKey.read(new CertificateFiles(folder.resolve("unused.pem"), file));
    }

    private PrivateKey readWith(String passphrase, String pem) throws IOException, UnusableCertificate {
        Path file = Files.writeString(folder.resolve("key.pem"), pem);
        Path secret = Files.writeString(folder.resolve("passphrase"), passphrase + "\n");
        return PemPrivateKey.read(new CertificateFiles(folder.resolve("unused.pem"), file, secret));
    }

    private static String pem(PemObjectGenerator... objects) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            for (PemObjectGenerator object : objects) {
                writer.writeObject(object);
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void pkcs8_is_what_certbot_writes(KeyPair pair) throws IOException, UnusableCertificate {
        String text = pem(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
        assertThat(read("Bag Attributes\n  friendlyName: mail\n" + text)).isEqualTo(pair.getPrivate());
    }

    @Test
    void pkcs1_is_what_older_tools_write() throws IOException, UnusableCertificate {
        KeyPair pair = TestAuthority.rsaKeys();
        String text = pem(new JcaMiscPEMGenerator(pair.getPrivate()));
        assertThat(text).startsWith("-----BEGIN RSA PRIVATE KEY");
        assertThat(read(text)).isEqualTo(pair.getPrivate());
    }

    @Test
    void sec1_with_its_parameters_in_front_is_what_openssl_ecparam_writes() throws IOException, UnusableCertificate {
        KeyPair pair = TestAuthority.ecKeys("secp256r1");
        String text = pem(
                new PemObject("EC PARAMETERS", X9ObjectIdentifiers.prime256v1.getEncoded()),
                new PemObject("EC PRIVATE KEY", sec1((ECPrivateKey) pair.getPrivate())));
        assertThat(((ECPrivateKey) read(text)).getS()).isEqualTo(((ECPrivateKey) pair.getPrivate()).getS());
    }

    /** RFC 5915 §3, with the parameters inside as well, as openssl writes it. */
    private static byte[] sec1(ECPrivateKey key) throws IOException {
        return new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), X9ObjectIdentifiers.prime256v1).getEncoded();
    }

    @Test
    void encrypted_keys_of_both_kinds_open_with_their_passphrase()
            throws IOException, UnusableCertificate, OperatorCreationException {
        KeyPair pair = TestAuthority.rsaKeys();
        assertThat(readWith(PASSPHRASE, pkcs8Encrypted(pair))).isEqualTo(pair.getPrivate());
        String legacy = pem(new JcaMiscPEMGenerator(
                pair.getPrivate(),
                new JcePEMEncryptorBuilder("AES-256-CBC")
                        .setProvider(new BouncyCastleProvider())
                        .build("plain".toCharArray())));
        assertThat(readWith("plain", legacy)).isEqualTo(pair.getPrivate());
    }

    private static String pkcs8Encrypted(KeyPair pair) throws IOException, OperatorCreationException {
        return pem(new JcaPKCS8Generator(
                        pair.getPrivate(),
                        new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                                .setProvider(new BouncyCastleProvider())
                                .setPassword(PASSPHRASE.toCharArray())
                                .build())
                .generate());
    }

    @Test
    void a_wrong_or_a_missing_passphrase_is_told_with_its_remedy() throws IOException, OperatorCreationException {
        String text = pkcs8Encrypted(TestAuthority.rsaKeys());
        assertThatThrownBy(() -> readWith("wrong", text))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("does not decrypt the key");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("set passphrase-file");
        assertThatThrownBy(() -> readWith("", text)).hasMessageContaining("first line is empty");
    }

    @Test
    void what_is_no_key_is_told_with_its_remedy() throws IOException {
        assertThatThrownBy(() -> read("hello\n")).hasMessageContaining("there is no private key in it");
        assertThatThrownBy(() -> read("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"))
                .isInstanceOf(UnusableCertificate.class);
        assertThatThrownBy(() -> PemPrivateKey.read(
                        new CertificateFiles(folder.resolve("a.pem"), folder.resolve("missing.pem"))))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> PemPrivateKey.read(new CertificateFiles(folder.resolve("a.pem"), folder)))
                .hasMessageContaining("no regular file");
    }

    @Test
    void a_huge_file_is_not_read_to_its_end() throws IOException {
        byte[] much = new byte[PemFile.LARGEST + 1];
        Path file = Files.write(folder.resolve("huge.pem"), much);
        assertThatThrownBy(() -> PemPrivateKey.read(new CertificateFiles(file, file)))
                .hasMessageContaining("larger than 4 MiB");
    }
}

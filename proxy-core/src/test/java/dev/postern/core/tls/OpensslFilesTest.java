package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that OpenSSL 3.0 wrote, kept as they came. */
class OpensslFilesTest {
    private final Path passphrase;

    OpensslFilesTest(@TempDir Path folder) throws Exception {
        passphrase = Files.writeString(folder.resolve("passphrase"), "three words here\r\n");
    }

    private static Path kept(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(OpensslFilesTest.class.getResource("/openssl/" + name))
                .toURI());
    }

    @ParameterizedTest
    @CsvSource({
        "ec-pkcs8.pem, ec-pkcs8.key, EC",
        "ec-parameters.pem, ec-parameters.key, EC",
        "rsa-pkcs1.pem, rsa-pkcs1.key, RSA",
        "ed25519.pem, ed25519.key, EdDSA",
    })
    void plain_keys_and_chains_are_read(String chain, String key, String kind) throws Exception {
        ServedCertificate served =
                ServedCertificate.read(new CertificateFiles(kept(chain), kept(key)), TlsProvider.JDK);
        assertThat(served.keyType()).isEqualTo(kind);
        assertThat(served.names()).containsExactly("*.mail.example.org", "mail.example.org");
        assertThat(served.chain()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs1.pem, rsa-pkcs8-encrypted.key",
        "rsa-pkcs1.pem, rsa-scrypt.key",
        "rsa-pkcs1.pem, rsa-des3.key",
        "ec-parameters.pem, ec-aes128.key",
        "ec-pkcs8.pem, ec-pbe-sha1.key",
    })
    void encrypted_keys_are_read_with_their_passphrase(String chain, String key) throws Exception {
        CertificateFiles files = new CertificateFiles(kept(chain), kept(key), passphrase);
        assertThat(ServedCertificate.read(files, TlsProvider.JDK).chain()).hasSize(2);
        Files.writeString(passphrase, "three other words");
        assertThatThrownBy(() -> ServedCertificate.read(files, TlsProvider.JDK))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("does not decrypt the key");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs1.pem, rsa-pkcs8-utf8.key",
        "rsa-pkcs1.pem, rsa-aes256-utf8.key",
        "ec-pkcs8.pem, ec-scrypt-utf8.key",
    })
    void a_passphrase_may_go_beyond_ascii(String chain, String key) throws Exception {
        Files.writeString(passphrase, "S\u00e9sam, \u00f6ffne dich\n");
        CertificateFiles files = new CertificateFiles(kept(chain), kept(key), passphrase);
        assertThat(ServedCertificate.read(files, TlsProvider.JDK).chain()).hasSize(2);
    }

    @Test
    void a_curve_without_a_name_is_told() {
        assertThatThrownBy(() -> PemPrivateKey.read(new CertificateFiles(kept("ca.pem"), kept("ec-explicit.key"))))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("named curve");
    }

    @Test
    void the_fingerprint_that_openssl_prints_is_the_pin() throws Exception {
        String printed =
                "94:25:6E:79:90:D9:9C:15:90:86:0E:6A:41:56:14:A8:" + "B5:79:FC:C3:EB:1F:13:DC:93:57:B4:92:4F:95:31:EC";
        assertThat(new BackendTrust.PinnedCertificate(printed).sha256())
                .isEqualTo(Sha256.ofCertificate(
                        PemCertificates.read(kept("ec-pkcs8.pem")).get(0)));
    }
}

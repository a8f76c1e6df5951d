package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestCertificates;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTlsTest {
    private final Path folder;
    private final TestCertificates backend;

    BackendTlsTest(@TempDir Path folder) {
        this.folder = folder;
        this.backend = TestCertificates.in(folder);
    }

    private Handshake shakeHands(String host, BackendTrust trust) throws UnusableCertificate, SSLException {
        SSLEngine client = BackendTls.of(host, 993, trust).newEngine();
        return Handshake.between(client, backend.server().newEngine());
    }

    private BackendTrust authority() {
        return new BackendTrust.AuthorityFile(backend.caFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example.org", "localhost", "127.0.0.1", "[::1]"})
    void an_authoritys_certificate_is_good_for_the_names_in_it(String host) {
        assertThatCode(() -> shakeHands(host, authority())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example.net", "127.0.0.2"})
    void another_name_is_refused(String host) {
        assertThatThrownBy(() -> shakeHands(host, authority())).isInstanceOf(SSLException.class);
    }

    @Test
    void another_authority_is_refused_and_so_is_an_unknown_one() {
        Path other = TestAuthority.write(
                folder.resolve("other.pem"), TestAuthority.root("other").certificate());
        assertThatThrownBy(() -> shakeHands("localhost", new BackendTrust.AuthorityFile(other)))
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> shakeHands("localhost", new BackendTrust.SystemAuthorities()))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void a_pinned_certificate_is_good_whatever_its_name_and_no_other_is() throws Exception {
        SSLEngine probe = BackendTls.of("localhost", 993, authority()).newEngine();
        byte[] der =
                Handshake.between(probe, backend.server().newEngine()).served().getEncoded();
        String served = HexFormat.of().formatHex(Sha256.digest().digest(der));
        BackendTrust pin = new BackendTrust.PinnedCertificate(served);
        assertThat(shakeHands("nowhere.example", pin).served().getEncoded()).isEqualTo(der);
        BackendTrust wrong = new BackendTrust.PinnedCertificate("00" + served.substring(2));
        assertThatThrownBy(() -> shakeHands("localhost", wrong)).isInstanceOf(SSLException.class);
    }

    @Test
    void a_missing_authority_file_is_told() {
        assertThatThrownBy(() ->
                        BackendTls.of("localhost", 993, new BackendTrust.AuthorityFile(folder.resolve("missing.pem"))))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void a_fingerprint_is_hex_with_or_without_colons() {
        assertThat(new BackendTrust.PinnedCertificate("AB:".repeat(31) + "AB").sha256())
                .isEqualTo("ab".repeat(32));
        assertThatThrownBy(() -> new BackendTrust.PinnedCertificate("abc"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestCertificates;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTlsTest {
    @TempDir
    private static Path folder;

    private static TestCertificates backend;

    @BeforeAll
    static void issue() {
        backend = TestCertificates.in(folder);
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

    /** OpenSSL 1.0.2, as Ubuntu 16.04 has it, ends at TLS 1.2 and may be configured for either key exchange. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
            })
    void an_old_backend_is_spoken_to(String suite) throws Exception {
        SSLEngine old = restricted("TLSv1.2", suite);
        SSLEngine client = BackendTls.of("localhost", 993, authority()).newEngine();
        assertThat(Handshake.between(client, old).facts().cipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"})
    void a_backend_that_knows_weak_suites_alone_is_refused(String suite) {
        SSLEngine weak = restricted("TLSv1.2", suite);
        assertThatThrownBy(() -> Handshake.between(
                        BackendTls.of("localhost", 993, authority()).newEngine(), weak))
                .isInstanceOf(SSLException.class);
    }

    private SSLEngine restricted(String protocol, String suite) {
        SSLEngine engine = backend.server().newEngine();
        engine.setEnabledProtocols(new String[] {protocol});
        engine.setEnabledCipherSuites(new String[] {suite});
        return engine;
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.org, mail.example.org",
        "mail.example.org., mail.example.org",
        "legacy, legacy",
        "127.0.0.1, ''",
        "[::1], ''",
        "2001:db8::1, ''",
    })
    void names_are_sent_by_sni_and_addresses_are_not_and_nothing_older_than_tls_1_2_is_offered(
            String host, String serverName) throws Exception {
        SSLEngine client = BackendTls.of(host, 993, authority()).newEngine();
        ByteBuffer sent = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), sent);
        assertThat(ClientHello.read(sent.flip()))
                .isEqualTo(new ClientHelloReading.Complete(
                        new ClientHello(serverName, List.of(), List.of(0x0304, 0x0303))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sessions_with_a_backend_are_resumed(String protocol) throws Exception {
        BackendTls tls = BackendTls.of("localhost", 993, authority());
        TlsEngines servers = backend.server();
        SSLEngine first = servers.newEngine();
        first.setEnabledProtocols(new String[] {protocol});
        Handshake full = Handshake.between(tls.newEngine(), first);
        Thread.sleep(5);
        SSLEngine second = servers.newEngine();
        second.setEnabledProtocols(new String[] {protocol});
        assertThat(Handshake.resumed(full, Handshake.between(tls.newEngine(), second)))
                .isTrue();
    }

    @Test
    void this_systems_authorities_can_be_read() {
        assertThatCode(() -> BackendTls.of("localhost", 993, new BackendTrust.SystemAuthorities()))
                .doesNotThrowAnyException();
    }

    @Test
    void a_backend_may_not_renegotiate() throws Exception {
        SSLEngine server = restricted("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        SSLEngine client = BackendTls.of("localhost", 993, authority()).newEngine();
        Handshake handshake = Handshake.between(client, server);
        assertThatThrownBy(handshake::againFromTheServer).isInstanceOf(SSLException.class);
    }
}

package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TlsProvider.class)
class ServerTlsTest {
    @Parameter
    private TlsProvider provider = TlsProvider.JDK;

    private static final TestAuthority ROOT = TestAuthority.root("root");
    private static final TestAuthority INTERMEDIATE = ROOT.intermediate("intermediate");
    private static final KeyPair RSA = TestAuthority.rsaKeys();
    private static final KeyPair EC = TestAuthority.ecKeys("secp256r1");

    private final Path folder;

    private final SSLContext clients = trusting(ROOT.certificate());

    ServerTlsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static SSLContext trusting(X509Certificate authority) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As certbot writes them: leaf and intermediate in one file, the key in another. */
    private CertificateFiles files(String name, KeyPair keys, String... names) {
        Path chain = folder.resolve(name + "-fullchain.pem");
        Path key = folder.resolve(name + "-privkey.pem");
        TestAuthority.write(chain, INTERMEDIATE.issue(keys, names), INTERMEDIATE.certificate());
        TestAuthority.write(key, keys.getPrivate());
        return new CertificateFiles(chain, key);
    }

    private ServerTls tls(CertificateFiles... files) throws UnusableCertificate {
        return ServerTls.of(Certificates.load(List.of(files), provider), List.of("imap"));
    }

    private SSLEngine client(String host, Consumer<SSLParameters> change) {
        SSLEngine engine = clients.createSSLEngine("server", 993);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (!host.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        change.accept(parameters);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLEngine client(String host) {
        return client(host, parameters -> {});
    }

    @Test
    void the_whole_chain_is_served_whatever_the_order_in_the_file() throws Exception {
        CertificateFiles files = files("mixed", EC, "mail.example.org");
        TestAuthority.write(
                files.chain(),
                ROOT.certificate(),
                INTERMEDIATE.certificate(),
                INTERMEDIATE.issue(EC, "mail.example.org"));
        Handshake handshake =
                Handshake.between(client("mail.example.org"), tls(files).newEngine());
        assertThat(handshake.served().getPublicKey()).isEqualTo(EC.getPublic());
        assertThat(handshake.chainLength()).isGreaterThanOrEqualTo(2);
        assertThat(handshake.facts().protocol()).isEqualTo("TLSv1.3");
        assertThat(handshake.facts().serverName()).isEqualTo("mail.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.org, one",
        "MAIL.Example.ORG, one",
        "imap.example.net, two",
        "a.b.example.net, one",
        "unknown.example, one",
        "'', one",
    })
    void the_certificate_is_chosen_by_name_and_the_first_is_the_default(String asked, String expected)
            throws Exception {
        KeyPair other = TestAuthority.ecKeys("secp256r1");
        ServerTls tls = tls(files("one", EC, "mail.example.org"), files("two", other, "*.example.net"));
        Handshake handshake = Handshake.between(client(asked), tls.newEngine());
        assertThat(handshake.served().getPublicKey())
                .isEqualTo(expected.equals("one") ? EC.getPublic() : other.getPublic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void rsa_and_ecdsa_of_one_name_are_served_by_what_the_client_can_verify(String protocol) throws Exception {
        ServerTls tls = tls(files("rsa", RSA, "mail.example.org"), files("ec", EC, "mail.example.org"));
        Handshake modern = Handshake.between(
                client("mail.example.org", parameters -> parameters.setProtocols(new String[] {protocol})),
                tls.newEngine());
        assertThat(modern.served().getPublicKey()).isEqualTo(EC.getPublic());

        SSLEngine old = client("mail.example.org", parameters -> {
            parameters.setProtocols(new String[] {"TLSv1.2"});
            parameters.setCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        });
        if (provider == TlsProvider.CONSCRYPT) {
            // It chooses before it tells what the client can verify; decision 64.
            assertThatThrownBy(() -> Handshake.between(old, tls.newEngine())).isInstanceOf(SSLException.class);
        } else {
            assertThat(Handshake.between(old, tls.newEngine()).served().getPublicKey())
                    .isEqualTo(RSA.getPublic());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void rsa_alone_is_served_under_a_name_that_has_no_ecdsa(String protocol) throws Exception {
        ServerTls tls = tls(files("rsa", RSA, "mail.example.org"), files("ec", EC, "imap.example.net"));
        Handshake handshake = Handshake.between(
                client("mail.example.org", parameters -> parameters.setProtocols(new String[] {protocol})),
                tls.newEngine());
        assertThat(handshake.served().getPublicKey()).isEqualTo(RSA.getPublic());
    }

    /** hazard 3; RFC 7301 §3.2 */
    @Test
    void an_alpn_list_without_ours_is_refused_and_an_absent_one_is_not() throws Exception {
        ServerTls tls = tls(files("one", EC, "mail.example.org"));
        assertThatThrownBy(() -> Handshake.between(
                        client(
                                "mail.example.org",
                                parameters -> parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"})),
                        tls.newEngine()))
                .isInstanceOf(SSLException.class)
                .hasMessageMatching("(?s).*(application layer protocol|no_application_protocol).*");
        Handshake matching = Handshake.between(
                client(
                        "mail.example.org",
                        parameters -> parameters.setApplicationProtocols(new String[] {"h2", "imap"})),
                tls.newEngine());
        assertThat(matching.facts().applicationProtocol()).isEqualTo("imap");
        assertThat(Handshake.between(client("mail.example.org"), tls.newEngine())
                        .facts()
                        .applicationProtocol())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"
            })
    void suites_without_forward_secrecy_or_authenticated_encryption_are_refused(String suite) throws Exception {
        ServerTls tls = tls(files("rsa", RSA, "mail.example.org"));
        assertThatThrownBy(() -> Handshake.between(
                        client("mail.example.org", parameters -> {
                            parameters.setProtocols(new String[] {"TLSv1.2"});
                            parameters.setCipherSuites(new String[] {suite});
                        }),
                        tls.newEngine()))
                .isInstanceOf(SSLException.class);
    }

    /** RFC 8996 */
    @Test
    void only_our_protocol_versions_are_enabled() throws Exception {
        assertThat(tls(files("one", EC, "mail.example.org")).newEngine().getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sessions_are_resumed_and_outlive_a_change_of_certificates(String protocol) throws Exception {
        CertificateFiles files = files("one", EC, "mail.example.org");
        Certificates certificates = Certificates.load(List.of(files), provider);
        ServerTls tls = ServerTls.of(certificates, List.of("imap"));
        Consumer<SSLParameters> only = parameters -> parameters.setProtocols(new String[] {protocol});
        Handshake first = Handshake.between(client("mail.example.org", only), tls.newEngine());
        first.serverSays("hello");
        Thread.sleep(5);
        Handshake second = Handshake.between(client("mail.example.org", only), tls.newEngine());
        second.serverSays("hello");
        assertThat(Handshake.resumed(first, second)).isEqualTo(resumes(protocol));
        for (int changes = 0; changes < 2; changes++) {
            files("one", TestAuthority.ecKeys("secp256r1"), "mail.example.org");
            certificates.refresh();
        }
        assertThat(Handshake.resumed(first, Handshake.between(client("mail.example.org", only), tls.newEngine())))
                .isEqualTo(resumes(protocol));
    }

    /** Bouncy Castle's server gives out no tickets in TLS 1.3, where nothing else resumes; decision 64. */
    private boolean resumes(String protocol) {
        return provider != TlsProvider.BOUNCYCASTLE || protocol.equals("TLSv1.2");
    }

    /** The second certificate, because some Javas look for a session's certificate before they know the name. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sessions_under_every_certificate_are_resumed(String protocol) throws Exception {
        KeyPair other = TestAuthority.ecKeys("secp256r1");
        ServerTls tls = tls(files("one", EC, "mail.example.org"), files("two", other, "imap.example.net"));
        Consumer<SSLParameters> only = parameters -> parameters.setProtocols(new String[] {protocol});
        Handshake first = Handshake.between(client("imap.example.net", only), tls.newEngine());
        assertThat(first.served().getPublicKey()).isEqualTo(other.getPublic());
        first.serverSays("hello");
        Thread.sleep(5);
        Handshake second = Handshake.between(client("imap.example.net", only), tls.newEngine());
        assertThat(Handshake.resumed(first, second)).isEqualTo(resumes(protocol));
        assertThat(second.facts().serverName()).isEqualTo("imap.example.net");
    }

    @Test
    void replaced_files_are_in_service_after_the_next_look() throws Exception {
        CertificateFiles files = files("one", EC, "mail.example.org");
        Certificates certificates = Certificates.load(List.of(files), provider);
        ServerTls tls = ServerTls.of(certificates, List.of("imap"));
        KeyPair renewed = TestAuthority.ecKeys("secp384r1");
        files("one", renewed, "mail.example.org");
        certificates.refresh();
        Handshake handshake = Handshake.between(client("mail.example.org"), tls.newEngine());
        assertThat(handshake.served().getPublicKey()).isEqualTo(renewed.getPublic());
    }

    @Test
    void a_bad_new_file_keeps_the_old_certificate() throws Exception {
        CertificateFiles files = files("one", EC, "mail.example.org");
        Certificates certificates = Certificates.load(List.of(files), provider);
        ServerTls tls = ServerTls.of(certificates, List.of("imap"));
        TestAuthority.write(files.key(), TestAuthority.ecKeys("secp256r1").getPrivate());
        certificates.refresh();
        certificates.refresh();
        Files.writeString(files.chain(), "garbage");
        certificates.refresh();
        Files.delete(files.key());
        certificates.refresh();
        Handshake handshake = Handshake.between(client("mail.example.org"), tls.newEngine());
        assertThat(handshake.served().getPublicKey()).isEqualTo(EC.getPublic());
    }

    @Test
    void all_problems_of_all_files_are_told_at_once() {
        CertificateFiles mismatched = files("one", EC, "mail.example.org");
        TestAuthority.write(mismatched.key(), TestAuthority.ecKeys("secp256r1").getPrivate());
        CertificateFiles missing = new CertificateFiles(folder.resolve("no-chain"), folder.resolve("no-key"));
        assertThatThrownBy(() -> Certificates.load(List.of(mismatched, missing)))
                .isInstanceOfSatisfying(
                        UnusableCertificate.class,
                        told -> assertThat(told.problems())
                                .extracting(CertificateProblem::what)
                                .hasSize(3)
                                .anyMatch(what -> what.contains("belongs to no certificate")));
    }

    @Test
    void an_expired_certificate_is_served_with_a_warning() throws Exception {
        CertificateFiles files = files("one", EC, "mail.example.org");
        Instant now = Instant.now();
        TestAuthority.write(
                files.chain(),
                INTERMEDIATE.issue(EC, now.minusSeconds(200), now.minusSeconds(100), "mail.example.org"));
        assertThat(Certificates.load(List.of(files)).warnings(now))
                .extracting(CertificateProblem::what)
                .anyMatch(what -> what.startsWith("the certificate expired"));
    }
}

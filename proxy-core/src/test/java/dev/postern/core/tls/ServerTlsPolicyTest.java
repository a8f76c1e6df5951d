package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server engine agrees to and what it refuses, whatever the client wants. */
@ParameterizedClass
@EnumSource(TlsProvider.class)
class ServerTlsPolicyTest {
    @Parameter
    private TlsProvider provider = TlsProvider.JDK;

    @TempDir
    private static Path folder;

    private static TestCertificates fixture;

    @BeforeAll
    static void issue() {
        fixture = TestCertificates.in(folder);
    }

    private ServerTls tls(String... applicationProtocols) throws UnusableCertificate {
        return ServerTls.of(certificates(), List.of(applicationProtocols));
    }

    private Certificates certificates() throws UnusableCertificate {
        return Certificates.load(List.of(files(KeyKind.RSA), files(KeyKind.ECDSA)), provider);
    }

    private CertificateFiles files(KeyKind kind) {
        return new CertificateFiles(fixture.chainFile(kind), fixture.keyFile(kind));
    }

    private SSLEngine client(Consumer<SSLParameters> change) {
        SSLEngine engine = fixture.client("localhost").newEngine();
        SSLParameters parameters = engine.getSSLParameters();
        change.accept(parameters);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLEngine client(String protocol) {
        return client(parameters -> parameters.setProtocols(new String[] {protocol}));
    }

    /** A client to which these algorithms are unknown. */
    private SSLEngine clientWithout(String protocol, Predicate<String> unknown) {
        return client(parameters -> {
            parameters.setProtocols(new String[] {protocol});
            parameters.setAlgorithmConstraints(new Without(unknown));
        });
    }

    @Test
    void a_client_may_not_renegotiate() throws Exception {
        Handshake handshake = Handshake.between(client("TLSv1.2"), tls("imap").newEngine());
        assertThatThrownBy(handshake::again).isInstanceOf(SSLException.class);
    }

    @Test
    void the_keys_of_tls_1_3_may_be_renewed() throws Exception {
        Handshake handshake = Handshake.between(client("TLSv1.3"), tls("imap").newEngine());
        handshake.again();
        assertThat(handshake.facts().protocol()).isEqualTo("TLSv1.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffdhe", "x448"})
    void a_client_with_slow_groups_alone_is_refused(String slow) throws Exception {
        Predicate<String> others = name -> isGroup(name) && !name.startsWith(slow);
        Certificates rsa = Certificates.load(List.of(rsaSignedByRsa()), provider);
        if (provider != TlsProvider.CONSCRYPT) {
            // Only the policy stands in the way: an engine without it agrees. BoringSSL has no such groups.
            SSLEngine lenient = provider.context(new KeyManager[] {new ServerKeys(rsa, provider)}, null)
                    .createSSLEngine();
            lenient.setUseClientMode(false);
            Handshake.between(rsaClientWithout(others), lenient);
        }
        ServerTls tls = ServerTls.of(rsa, List.of("imap"));
        Handshake.between(rsaClientWithout(name -> false), tls.newEngine());
        assertThatThrownBy(() -> Handshake.between(rsaClientWithout(others), tls.newEngine()))
                .isInstanceOf(SSLException.class);
    }

    /** No signature of ECDSA in the whole chain. */
    private static CertificateFiles rsaSignedByRsa() {
        KeyPair keys = TestAuthority.rsaKeys();
        X509Certificate certificate =
                TestAuthority.root("rsa", TestAuthority.rsaKeys()).issue(keys, "localhost");
        return new CertificateFiles(
                TestAuthority.write(folder.resolve("rsa-rsa.pem"), certificate),
                TestAuthority.write(folder.resolve("rsa-rsa-key.pem"), keys.getPrivate()));
    }

    private static boolean isGroup(String name) {
        return Stream.of("x25519", "x448", "secp", "ffdhe").anyMatch(name.toLowerCase(Locale.ROOT)::startsWith);
    }

    @Test
    void under_tls_1_3_a_client_that_cannot_verify_ecdsa_gets_rsa() throws Exception {
        ServerTls tls = ServerTls.of(
                Certificates.load(List.of(rsaSignedByRsa(), files(KeyKind.ECDSA)), provider), List.of("imap"));
        SSLEngine client = rsaClientWithout(name -> name.startsWith("ecdsa_"));
        if (provider == TlsProvider.CONSCRYPT) {
            // It chooses before it tells what the client can verify; decision 64.
            assertThatThrownBy(() -> Handshake.between(client, tls.newEngine())).isInstanceOf(SSLException.class);
        } else {
            assertThat(Handshake.between(client, tls.newEngine())
                            .served()
                            .getPublicKey()
                            .getAlgorithm())
                    .isEqualTo("RSA");
        }
    }

    /** A client that trusts every authority, and sends no signature scheme of ECDSA. */
    private SSLEngine rsaClientWithout(Predicate<String> unknown) {
        SSLEngine client =
                TlsPolicy.context(null, new TrustManager[] {new AnyServer()}).createSSLEngine();
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setAlgorithmConstraints(new Without(name -> name.startsWith("ecdsa_") || unknown.test(name)));
        client.setSSLParameters(parameters);
        return client;
    }

    @Test
    void under_tls_1_3_a_client_that_cannot_verify_rsa_gets_ecdsa() throws Exception {
        SSLEngine client = clientWithout("TLSv1.3", name -> name.startsWith("rsa_"));
        assertThat(Handshake.between(client, tls("imap").newEngine())
                        .served()
                        .getPublicKey()
                        .getAlgorithm())
                .isEqualTo("EC");
    }

    static Stream<Arguments> keys() {
        List<Arguments> rows = new ArrayList<>();
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            rows.add(Arguments.of(protocol, "P-384", TestAuthority.ecKeys("secp384r1")));
            rows.add(Arguments.of(protocol, "P-521", TestAuthority.ecKeys("secp521r1")));
            rows.add(Arguments.of(protocol, "Ed25519", TestAuthority.ed25519Keys()));
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{1}, {0}")
    @MethodSource("keys")
    void every_kind_of_key_can_be_served(String protocol, String kind, KeyPair keys) throws Exception {
        CertificateFiles files = new CertificateFiles(
                TestAuthority.write(
                        folder.resolve("chain.pem"), fixture.authority().issue(keys, "localhost")),
                TestAuthority.write(folder.resolve("key.pem"), keys.getPrivate()));
        if (provider != TlsProvider.JDK && kind.equals("Ed25519")) {
            assertThatThrownBy(() -> Certificates.load(List.of(files), provider))
                    .isInstanceOf(UnusableCertificate.class)
                    .hasMessageContaining("key.pem")
                    .hasMessageContaining(provider.text() + " cannot sign with a key of kind EdDSA");
            return;
        }
        ServerTls tls = ServerTls.of(Certificates.load(List.of(files), provider), List.of("imap"));
        Handshake handshake = Handshake.between(client(protocol), tls.newEngine());
        assertThat(handshake.served().getPublicKey()).as(kind).isEqualTo(keys.getPublic());
    }

    /** RFC 8996 §5: the answer to TLS 1.1 is the alert protocol_version, 70. */
    @ParameterizedTest
    @ValueSource(strings = {"0300", "0301", "0302"})
    void older_protocols_are_refused(String version) throws Exception {
        byte[] hello = new HelloBytes()
                .head(version + "ab".repeat(32) + "00" + "0006c009c013002f" + "0100")
                .extension(10, "00020017")
                .extension(11, "0100")
                .record();
        assertThat(alert(tls("imap").newEngine(), hello)).isEqualTo(70);
    }

    /** What the server says to this, as the number of an alert. */
    private static int alert(SSLEngine server, byte[] hello) throws SSLException {
        ByteBuffer in = ByteBuffer.wrap(hello);
        ByteBuffer out = ByteBuffer.allocate(server.getSession().getPacketBufferSize());
        try {
            server.unwrap(in, ByteBuffer.allocate(1 << 15));
            while (server.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                server.getDelegatedTask().run();
            }
        } catch (SSLException expected) {
            // The alert follows by wrap.
        }
        try {
            server.wrap(ByteBuffer.allocate(0), out);
        } catch (SSLException expected) {
            server.wrap(ByteBuffer.allocate(0), out);
        }
        assertThat(out.get(0)).as("record type").isEqualTo((byte) 21);
        return out.get(6);
    }

    /** hazard 3: a session of this listener does not carry a client past ALPN. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_resumed_session_must_ask_for_the_right_protocol_too(String protocol) throws Exception {
        ServerTls tls = tls("imap");
        Handshake.between(client(protocol), tls.newEngine()).serverSays("hello");
        SSLEngine http = client(parameters -> {
            parameters.setProtocols(new String[] {protocol});
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
        });
        assertThatThrownBy(() -> Handshake.between(http, tls.newEngine())).isInstanceOf(SSLException.class);
    }

    /** hazard 3 */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_session_of_one_listener_is_not_resumed_at_another(String protocol) throws Exception {
        Handshake first = Handshake.between(client(protocol), tls("imap").newEngine());
        first.serverSays("hello");
        Thread.sleep(5);
        Handshake second = Handshake.between(client(protocol), tls("smtp").newEngine());
        assertThat(Handshake.resumed(first, second)).isFalse();
    }

    /** hazard 8: however many names and clients there are, so many sessions are kept. */
    @Test
    void the_store_of_sessions_is_bounded() throws Exception {
        SSLSessionContext sessions = Handshake.between(
                        client("TLSv1.2"), tls("imap").newEngine())
                .serverSession()
                .getSessionContext();
        assertThat(sessions.getSessionCacheSize()).isBetween(1, 10_000);
        assertThat(sessions.getSessionTimeout()).isBetween(1, 24 * 3600);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLSv1.3, TLS_AES_128_GCM_SHA256"})
    void the_best_suite_of_ours_wins_whatever_the_clients_order(String protocol, String best) throws Exception {
        SSLEngine client = client(parameters -> {
            String[] suites = CipherSuites.SERVED.toArray(String[]::new);
            Collections.reverse(Arrays.asList(suites));
            parameters.setCipherSuites(suites);
            parameters.setProtocols(new String[] {protocol});
        });
        String agreed =
                Handshake.between(client, tls("imap").newEngine()).facts().cipherSuite();
        if (provider == TlsProvider.CONSCRYPT && protocol.equals("TLSv1.3")) {
            // BoringSSL finds the suites of TLS 1.3 equally good where the processor has AES; decision 64.
            assertThat(agreed).isIn(CipherSuites.SERVED);
        } else {
            assertThat(agreed).isEqualTo(best);
        }
    }

    @Test
    void every_suite_in_the_lists_is_known() throws Exception {
        assertThat(tls("imap").newEngine().getSupportedCipherSuites()).containsAll(CipherSuites.SERVED);
        if (provider == TlsProvider.JDK) {
            // Backends are met with Java's own TLS alone.
            assertThat(tls("imap").newEngine().getSupportedCipherSuites()).containsAll(CipherSuites.ASKED_OF_BACKENDS);
        }
    }

    @Test
    void nothing_beyond_the_lists_is_enabled() throws Exception {
        assertThat(tls("imap").newEngine().getEnabledCipherSuites())
                .containsOnlyOnceElementsOf(CipherSuites.SERVED)
                .hasSameSizeAs(CipherSuites.SERVED);
    }

    @Test
    void a_listener_without_application_protocols_is_a_mistake() {
        assertThatThrownBy(() -> tls()).isInstanceOf(IllegalArgumentException.class);
    }

    private static final class AnyServer extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, @Nullable SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, @Nullable SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Takes algorithms away from an engine, by JSSE's names. */
    private record Without(Predicate<String> unknown) implements AlgorithmConstraints {
        @Override
        public boolean permits(
                Set<CryptoPrimitive> primitives, @Nullable String algorithm, @Nullable AlgorithmParameters parameters) {
            return algorithm == null || !unknown.test(algorithm);
        }

        @Override
        public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
            return true;
        }

        @Override
        public boolean permits(
                Set<CryptoPrimitive> primitives,
                @Nullable String algorithm,
                Key key,
                @Nullable AlgorithmParameters parameters) {
            return true;
        }
    }
}

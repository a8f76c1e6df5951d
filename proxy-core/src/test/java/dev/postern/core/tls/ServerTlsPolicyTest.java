package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server engine agrees to and what it refuses, whatever the client wants. */
class ServerTlsPolicyTest {
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
        return Certificates.load(List.of(files(KeyKind.RSA), files(KeyKind.ECDSA)));
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
        // Only the policy stands in the way: an engine without it agrees.
        SSLEngine lenient = TlsPolicy.context(new KeyManager[] {new ServerKeys(certificates())}, null)
                .createSSLEngine();
        lenient.setUseClientMode(false);
        Handshake.between(rsaClientWithout(others), lenient);
        assertThatThrownBy(() ->
                        Handshake.between(rsaClientWithout(others), tls("imap").newEngine()))
                .isInstanceOf(SSLException.class);
    }

    private static boolean isGroup(String name) {
        return Stream.of("x25519", "x448", "secp", "ffdhe").anyMatch(name.toLowerCase(Locale.ROOT)::startsWith);
    }

    @Test
    void under_tls_1_3_a_client_that_cannot_verify_ecdsa_gets_rsa() throws Exception {
        SSLEngine client = rsaClientWithout(name -> name.startsWith("ecdsa_"));
        assertThat(Handshake.between(client, tls("imap").newEngine())
                        .served()
                        .getPublicKey()
                        .getAlgorithm())
                .isEqualTo("RSA");
    }

    /** A client that trusts the RSA certificate itself, because the test's authority signs with ECDSA. */
    private SSLEngine rsaClientWithout(Predicate<String> unknown) throws UnusableCertificate {
        X509Certificate rsa =
                PemCertificates.read(fixture.chainFile(KeyKind.RSA)).get(0);
        SSLEngine client = TlsPolicy.context(null, new TrustManager[] {new PinTrust(Sha256.ofCertificate(rsa))})
                .createSSLEngine();
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
        ServerTls tls = ServerTls.of(Certificates.load(List.of(files)), List.of("imap"));
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
        Handshake.between(client(protocol), tls.newEngine());
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

    @Test
    void the_best_suite_of_ours_wins_whatever_the_clients_order() throws Exception {
        SSLEngine client = client(parameters -> {
            String[] suites = CipherSuites.SERVED.toArray(String[]::new);
            Collections.reverse(Arrays.asList(suites));
            parameters.setCipherSuites(suites);
        });
        assertThat(Handshake.between(client, tls("imap").newEngine()).facts().cipherSuite())
                .isEqualTo("TLS_AES_128_GCM_SHA256");
    }

    @Test
    void this_java_knows_every_suite_in_the_lists() throws Exception {
        assertThat(tls("imap").newEngine().getSupportedCipherSuites())
                .containsAll(CipherSuites.SERVED)
                .containsAll(CipherSuites.ASKED_OF_BACKENDS);
    }

    @Test
    void a_listener_without_application_protocols_is_a_mistake() {
        assertThatThrownBy(() -> tls()).isInstanceOf(IllegalArgumentException.class);
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

package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Which key exchange is agreed on with clients that know X25519MLKEM768 (0x11ec), and with those that do not. */
class PostQuantumTest {
    private static final String HYBRID = "X25519MLKEM768";
    private static final String KEY_SHARE_HYBRID = "11ec";
    private static final String KEY_SHARE_X25519 = "001d";

    private static TestCertificates certificates;

    @BeforeAll
    static void issue(@TempDir Path folder) {
        certificates = TestCertificates.in(folder);
    }

    private static SSLEngine server(TlsProvider provider) throws UnusableCertificate {
        CertificateFiles files =
                new CertificateFiles(certificates.chainFile(KeyKind.ECDSA), certificates.keyFile(KeyKind.ECDSA));
        return ServerTls.of(Certificates.load(List.of(files), provider), List.of("imap"))
                .newEngine();
    }

    private static SSLEngine client(String... groups) throws Exception {
        TrustManager[] trust = TrustStores.of(new BackendTrust.AuthorityFile(certificates.caFile()));
        SSLContext context = TlsProvider.BOUNCYCASTLE.context(null, trust);
        context.init(null, trust, new SecureRandom());
        BCSSLEngine engine = (BCSSLEngine) context.createSSLEngine("localhost", 993);
        SSLEngine client = (SSLEngine) engine;
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {"TLSv1.3"});
        BCSSLParameters parameters = engine.getParameters();
        parameters.setNamedGroups(groups);
        engine.setParameters(parameters);
        return client;
    }

    @ParameterizedTest
    @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "JDK")
    void a_client_that_insists_on_it_gets_it(TlsProvider provider) throws Exception {
        Handshake handshake = Handshake.between(client(HYBRID, "secp256r1"), server(provider));
        assertThat(handshake.facts().protocol()).isEqualTo("TLSv1.3");
        assertThat(groupChosenFor(client(HYBRID, "secp256r1"), server(provider)))
                .isEqualTo(KEY_SHARE_HYBRID);
    }

    @Test
    void it_is_preferred_over_x25519_whatever_the_clients_order() throws Exception {
        assertThat(groupChosenFor(client("x25519", "secp256r1", HYBRID), server(TlsProvider.BOUNCYCASTLE)))
                .isEqualTo(KEY_SHARE_HYBRID);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void a_client_without_it_gets_x25519(TlsProvider provider) throws Exception {
        assertThat(groupChosenFor(certificates.client("localhost", "imap").newEngine(), server(provider)))
                .isEqualTo(KEY_SHARE_X25519);
    }

    /** A Java that knows it will make this test fail, which is then to be told in the configuration's words. */
    @Test
    void javas_own_does_not_know_it() throws Exception {
        assertThatThrownBy(() -> Handshake.between(client(HYBRID), server(TlsProvider.JDK)))
                .isInstanceOf(SSLException.class);
    }

    /** Reads it from the extension key_share (51) of the ServerHello, or of the HelloRetryRequest. RFC 8446 §4.2.8. */
    private static String groupChosenFor(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer hello = ByteBuffer.allocate(32 * 1024);
        ByteBuffer answer = ByteBuffer.allocate(32 * 1024);
        client.beginHandshake();
        server.beginHandshake();
        client.wrap(ByteBuffer.allocate(0), hello);
        server.unwrap(hello.flip(), ByteBuffer.allocate(32 * 1024));
        while (server.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            server.getDelegatedTask().run();
        }
        server.wrap(ByteBuffer.allocate(0), answer);
        ByteBuffer message = answer.flip().position(5 + 4 + 2 + 32);
        message.position(message.position() + 1 + message.get(message.position()) + 2 + 1 + 2);
        while (true) {
            int type = message.getShort();
            int length = message.getShort();
            if (type == 51) {
                return HexFormat.of().toHexDigits(message.getShort());
            }
            message.position(message.position() + length);
        }
    }
}

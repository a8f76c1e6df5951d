package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.session.EventLoop;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.tls.TlsEngines;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of a connection with TLS, against a peer that does what we tell it; with JSSE's own server, which knows
 * none of our policy, and with the servers that clients meet.
 */
@Timeout(20)
@ParameterizedClass
@EnumSource(TlsServer.class)
final class TlsConnectionTest {
    private static final String BOTH_AT_ONCE = "its engine closes both directions with the first close_notify";
    private static final String ONE_ANSWER =
            "its engine owes one answer, however often it is asked, and sends it later";

    @Parameter
    private TlsServer tlsServer = TlsServer.JSSE;

    private static TestCertificates certificates;
    private Loopback loopback;

    @BeforeAll
    static void issue(@TempDir Path directory) {
        certificates = TestCertificates.in(directory);
    }

    @BeforeEach
    void start() throws IOException {
        TlsEngines engines = tlsServer.engines(certificates);
        loopback = new Loopback(connection -> connection.startTls(engines, Loopback.NOTHING));
    }

    @AfterEach
    void stop() {
        loopback.close();
    }

    private static ScriptedTls client(Socket socket, String protocol, String... applicationProtocols) {
        SSLEngine engine =
                certificates.client("mail.example.org", applicationProtocols).newEngine();
        engine.setEnabledProtocols(new String[] {protocol});
        return new ScriptedTls(socket, engine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void tellsWhatWasAgreedOn(String protocol) throws Exception {
        try (Socket socket = loopback.connect()) {
            client(socket, protocol, "imap").handshake();
            RecordingListener server = loopback.accepted();
            assertThat(server.next()).isEqualTo("tls");
            assertThat(server.tls.get().protocol()).isEqualTo(protocol);
            assertThat(server.tls.get().serverName()).isEqualTo("mail.example.org");
            assertThat(server.tls.get().applicationProtocol()).isEqualTo("imap");
            assertThat(server.tls.get().cipherSuite()).startsWith("TLS_");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void hearsWhatComesWithFinishedAndOnlyAfterTls(String protocol) throws Exception {
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, protocol);
            byte[] finished = protocol.equals("TLSv1.3") ? client.handshakeButLastFlight() : finishTls12(client);
            client.write(finished, client.encrypt("a1 NOOP\r\n"), client.closeNotify());
            RecordingListener server = loopback.accepted();
            assertThat(server.next()).isEqualTo("tls");
            assertThat(server.next()).isEqualTo("bytes");
            assertThat(server.next()).isEqualTo("input end");
            assertThat(server.text(9)).isEqualTo("a1 NOOP\r\n");
        }
    }

    /** In TLS 1.2 the server's Finished is the last, so there is nothing of ours to hold back. */
    private static byte[] finishTls12(ScriptedTls client) throws IOException {
        client.handshake();
        return new byte[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void understandsAClientThatSendsByteByByte(String protocol) throws Exception {
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, protocol);
            client.engine.beginHandshake();
            while (client.engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                for (byte octet : client.records()) {
                    client.write(new byte[] {octet});
                }
                if (client.engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
                    client.read();
                }
            }
            for (byte octet : client.encrypt("slow")) {
                client.write(new byte[] {octet});
            }
            RecordingListener server = loopback.accepted();
            assertThat(server.text(4)).isEqualTo("slow");
            server.send("fast");
            assertThat(client.hear(4)).isEqualTo("fast");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void saysCloseNotifyWhenItCloses(String protocol) throws Exception {
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, protocol);
            client.handshake();
            RecordingListener server = loopback.accepted();
            assertThat(server.next()).isEqualTo("tls");
            server.onLoop(connection -> {
                connection.send(ByteBuffer.wrap("* BYE\r\n".getBytes(StandardCharsets.US_ASCII)));
                connection.close();
            });
            assertThat(client.hear(7)).isEqualTo("* BYE\r\n");
            assertThat(client.endsWithCloseNotify()).isTrue();
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.BY_US);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCloseNotifyWithoutFinEndsTheInput(String protocol) throws Exception {
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, protocol);
            client.handshake();
            client.write(client.closeNotify());
            RecordingListener server = loopback.accepted();
            assertThat(server.next()).isEqualTo("tls");
            assertThat(server.next()).isEqualTo("input end");
            server.onLoop(connection -> connection.closeOutput());
            assertThat(client.endsWithCloseNotify()).isTrue();
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.CLEAN);
        }
    }

    @Test
    void goesOnSendingBehindACloseNotify() throws Exception {
        // RFC 8446 §6.1: each party may close its own direction.
        assumeTrue(tlsServer == TlsServer.JSSE || tlsServer == TlsServer.JDK, BOTH_AT_ONCE);
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.3");
            client.handshake();
            client.write(client.closeNotify());
            RecordingListener server = loopback.accepted();
            assertThat(server.next()).isEqualTo("tls");
            assertThat(server.next()).isEqualTo("input end");
            server.send("last words");
            server.onLoop(connection -> connection.closeOutput());
            assertThat(client.hear(10)).isEqualTo("last words");
            assertThat(client.endsWithCloseNotify()).isTrue();
        }
    }

    @Test
    void goesOnReadingBehindItsOwnCloseNotify() throws Exception {
        assumeTrue(tlsServer != TlsServer.BOUNCYCASTLE, BOTH_AT_ONCE);
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.3");
            client.handshake();
            RecordingListener server = loopback.accepted();
            assertThat(server.next()).isEqualTo("tls");
            server.onLoop(connection -> connection.closeOutput());
            assertThat(client.endsWithCloseNotify()).isTrue();
            client.write(client.encrypt("late"), client.closeNotify());
            assertThat(server.text(4)).isEqualTo("late");
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.CLEAN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void callsAFinWithoutCloseNotifyAbrupt(String protocol) throws Exception {
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, protocol);
            client.handshake();
            client.write(client.encrypt("half a comm"));
            socket.shutdownOutput();
            RecordingListener server = loopback.accepted();
            assertThat(server.text(11)).isEqualTo("half a comm");
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.ABRUPT);
            assertThat(server.events).doesNotContain("input end");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: mail.example.org\r\n\r\n", "a1 LOGIN ada secret\r\n"})
    void endsPlaintextOnATlsPortAtOnceWithAnAlert(String text) throws Exception {
        // Hazard 3.
        try (Socket socket = loopback.connect()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(answer).hasSizeLessThan(64);
            RecordingListener server = loopback.accepted();
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_HANDSHAKE);
            assertThat(server.next()).isEqualTo("closed");
        }
    }

    @Test
    void endsGarbageWithAnAlert() throws Exception {
        try (Socket socket = loopback.connect()) {
            byte[] garbage = {22, 3, 1, 0, 4, 99, 0, 0, 0};
            socket.getOutputStream().write(garbage);
            byte[] answer = socket.getInputStream().readAllBytes();
            // RFC 8446 §6: an alert is a record of type 21 with two octets, the first of them 2 for "fatal".
            // Bouncy Castle says nothing to a peer whose first octets make no sense.
            if (tlsServer != TlsServer.BOUNCYCASTLE) {
                assertThat(answer).hasSize(7).startsWith(21);
                assertThat(answer[5]).isEqualTo((byte) 2);
            }
            assertThat(loopback.accepted().end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_HANDSHAKE);
        }
    }

    @Test
    void tellsTheClientWhyItsHandshakeFailed() throws Exception {
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.3", "http/1.1");
            assertThatThrownBy(client::handshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("no_application_protocol");
            assertThat(loopback.accepted().end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_HANDSHAKE);
        }
    }

    @Test
    void aClientThatVanishesInItsHandshakeFailsIt() throws Exception {
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.3");
            client.engine.beginHandshake();
            client.write(client.records());
            socket.shutdownOutput();
            RecordingListener server = loopback.accepted();
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_HANDSHAKE);
        }
    }

    /** Monitors and load balancers look whether a port is open; a handshake that never began cannot fail. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoGoesWithoutAWordFailsNoHandshake(boolean reset) throws Exception {
        RecordingListener server;
        try (Socket socket = loopback.connect()) {
            server = loopback.accepted();
            socket.setSoLinger(reset, 0);
        }
        assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.ABRUPT);
    }

    @Test
    void whoGoesWithinItsFirstRecordDoes() throws Exception {
        try (Socket socket = loopback.connect()) {
            socket.getOutputStream().write(new byte[] {22, 3});
            socket.shutdownOutput();
            assertThat(loopback.accepted().end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_HANDSHAKE);
        }
    }

    @Test
    void boundsOneHandshakeMessage() throws Exception {
        // Hazard 6: the message claims 16 MiB, in records of 16 KiB each.
        byte[] record = new byte[5 + 16384];
        System.arraycopy(new byte[] {22, 3, 3, 64, 0, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff}, 0, record, 0, 9);
        try (Socket socket = loopback.connect()) {
            for (int i = 0; i < 32; i++) {
                socket.getOutputStream().write(record);
            }
            assertThat(loopback.accepted().end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_HANDSHAKE);
        }
    }

    @Test
    void boundsAllThatPrecedesTheHandshake() throws Exception {
        byte[] warnings = new byte[7 * 8192];
        for (int i = 0; i < warnings.length; i += 7) {
            // A warning alert, user_canceled (RFC 5246 §7.2).
            System.arraycopy(new byte[] {21, 3, 3, 0, 2, 1, 90}, 0, warnings, i, 7);
        }
        try (Socket socket = loopback.connect()) {
            for (int i = 0; i < 8; i++) {
                socket.getOutputStream().write(warnings);
            }
            assertThat(loopback.accepted().end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_HANDSHAKE);
        }
    }

    @Test
    void endsATamperedRecord() throws Exception {
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.3");
            client.handshake();
            byte[] good = client.encrypt("good");
            byte[] bad = client.encrypt("evil");
            bad[bad.length - 1] ^= 1;
            client.write(good, bad);
            RecordingListener server = loopback.accepted();
            assertThat(server.text(4)).isEqualTo("good");
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_RECORD);
            assertThatThrownBy(client::endsWithCloseNotify).hasMessageContaining("bad_record_mac");
        }
    }

    @Test
    void refusesRenegotiation() throws Exception {
        // RFC 9325 §3.5
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.2");
            client.handshake();
            client.engine.beginHandshake();
            client.write(client.records());
            RecordingListener server = loopback.accepted();
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_RECORD);
        }
    }

    @Test
    void followsNewKeys() throws Exception {
        // RFC 8446 §4.6.3: JSSE makes a KeyUpdate of a second handshake.
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.3");
            client.handshake();
            RecordingListener server = loopback.accepted();
            for (int i = 1; i <= 3; i++) {
                client.engine.beginHandshake();
                client.write(client.records(), client.encrypt("new"));
                assertThat(server.bytes(3 * i)).hasSize(3 * i);
                server.send("key");
                assertThat(client.hear(3 * i)).hasSize(3 * i);
            }
        }
    }

    @Test
    void cutsOffAPeerThatAsksForKeysAndReadsNone() throws Exception {
        // Hazard 11: each KeyUpdate wants an answer, and nobody but us can stop the queue from growing.
        assumeTrue(tlsServer == TlsServer.JSSE || tlsServer == TlsServer.JDK, ONE_ANSWER);
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.3");
            client.handshake();
            RecordingListener server = loopback.accepted();
            assertThat(server.next()).isEqualTo("tls");
            server.onLoop(connection -> connection.send(ByteBuffer.allocate(16 * 1024 * 1024)));
            client.engine.beginHandshake();
            client.write(client.records());
            assertThat(client.hear(16 * 1024 * 1024)).isNotEmpty();
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_RECORD);
            assertThat(server.end().detail()).isEqualTo("the peer reads no answers");
        }
    }

    @Test
    void losesNothingOfALongBurstToASlowReader() throws Exception {
        byte[] piece = new byte[64 * 1024];
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.3");
            client.handshake();
            RecordingListener server = loopback.accepted();
            assertThat(server.next()).isEqualTo("tls");
            server.onLoop(connection -> {
                for (int i = 0; i < 200; i++) {
                    Arrays.fill(piece, (byte) ('A' + i % 26));
                    connection.send(ByteBuffer.wrap(piece));
                }
                connection.close();
            });
            TimeUnit.MILLISECONDS.sleep(100);
            String heard = client.hear(200 * piece.length);
            assertThat(heard).hasSize(200 * piece.length);
            for (int i = 0; i < 200; i++) {
                assertThat(heard.charAt(i * piece.length)).isEqualTo((char) ('A' + i % 26));
                assertThat(heard.charAt((i + 1) * piece.length - 1)).isEqualTo((char) ('A' + i % 26));
            }
            assertThat(client.endsWithCloseNotify()).isTrue();
        }
    }

    @Test
    void sendsWhatWasSaidBeforeTheHandshakeWasOver() throws Exception {
        try (Socket socket = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            server.send("early");
            server.onLoop(connection -> assertThat(connection.unsent()).isEqualTo(5));
            ScriptedTls client = client(socket, "TLSv1.3");
            client.handshake();
            assertThat(client.hear(5)).isEqualTo("early");
            assertThat(server.next()).isEqualTo("tls");
            assertThat(server.next()).isEqualTo("drained");
        }
    }

    @Test
    void deliversNothingDuringAPause() throws Exception {
        try (Socket socket = loopback.connect()) {
            ScriptedTls client = client(socket, "TLSv1.3");
            byte[] finished = client.handshakeButLastFlight();
            RecordingListener server = loopback.accepted();
            server.also = event -> {
                if (event.equals("tls")) {
                    server.connection.pauseReading();
                }
            };
            client.write(finished, client.encrypt("kept"), client.closeNotify());
            assertThat(server.next()).isEqualTo("tls");
            assertThat(server.events.poll(150, TimeUnit.MILLISECONDS)).isNull();
            server.onLoop(connection -> connection.resumeReading());
            assertThat(server.next()).isEqualTo("bytes");
            assertThat(server.next()).isEqualTo("input end");
            assertThat(server.text(4)).isEqualTo("kept");
        }
    }

    /** Without TLS yet. */
    private RecordingListener connected(Loopback from) throws Exception {
        CompletableFuture<RecordingListener> connected = new CompletableFuture<>();
        EventLoop loop = from.network.loops().get(0);
        loop.execute(() -> from.network
                .connector()
                .connect(
                        "localhost",
                        loopback.port.address().getPort(),
                        Duration.ofSeconds(5),
                        loop,
                        new ConnectOutcome(connected)));
        return connected.get(8, TimeUnit.SECONDS);
    }

    @Test
    void isBothEndsOfAHandshake() throws Exception {
        try (Loopback plain = new Loopback(connection -> {})) {
            RecordingListener client = connected(plain);
            client.onLoop(
                    connection -> connection.startTls(certificates.client("localhost", "imap"), Loopback.NOTHING));
            RecordingListener server = loopback.accepted();
            assertThat(client.tls.get(8, TimeUnit.SECONDS).applicationProtocol())
                    .isEqualTo("imap");
            client.send("ping");
            assertThat(server.text(4)).isEqualTo("ping");
            server.send("pong");
            assertThat(client.text(4)).isEqualTo("pong");
            client.onLoop(connection -> connection.closeOutput());
            assertThat(server.next()).isEqualTo("tls");
            assertThat(server.next()).isEqualTo("bytes");
            assertThat(server.next()).isEqualTo("input end");
            server.onLoop(connection -> connection.closeOutput());
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.CLEAN);
            assertThat(client.end().kind()).isEqualTo(ConnectionEnd.Kind.CLEAN);
        }
    }

    @Test
    void ourClientRefusesAStranger() throws Exception {
        try (Loopback plain = new Loopback(connection -> {})) {
            RecordingListener client = connected(plain);
            client.onLoop(
                    connection -> connection.startTls(certificates.client("elsewhere.example"), Loopback.NOTHING));
            assertThat(client.end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_HANDSHAKE);
            assertThat(client.end().detail()).contains("elsewhere.example");
            assertThat(loopback.accepted().end().kind()).isEqualTo(ConnectionEnd.Kind.TLS_HANDSHAKE);
        }
    }
}

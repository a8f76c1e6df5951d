package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Megabytes go through an echo and come back whole, whatever the chunks and however slow the reader. */
@Timeout(20)
final class EchoTest {
    private static final int LENGTH = 3 * 1024 * 1024;

    private static TestCertificates certificates;
    private MinaNetwork network;

    @BeforeAll
    static void issue(@TempDir Path directory) {
        certificates = TestCertificates.in(directory);
    }

    @BeforeEach
    void start() throws IOException {
        network = MinaNetwork.start(2);
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void echoesPlaintext() throws Exception {
        CompletableFuture<EchoListener> server = new CompletableFuture<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listen(server, false))) {
            exchange(socket, 11);
        }
        assertThat(server.get().closed.get().kind()).isEqualTo(ConnectionEnd.Kind.CLEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void echoesInTls(String protocol) throws Exception {
        CompletableFuture<EchoListener> server = new CompletableFuture<>();
        int port = listen(server, true);
        try (SSLSocket socket =
                (SSLSocket) certificates.clientContext().getSocketFactory().createSocket("localhost", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            exchange(socket, 12);
        }
        assertThat(server.get().tls.get().protocol()).isEqualTo(protocol);
        assertThat(server.get().closed.get().kind()).isEqualTo(ConnectionEnd.Kind.CLEAN);
    }

    private int listen(CompletableFuture<EchoListener> server, boolean tls) throws IOException {
        return network.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), connection -> {
                    EchoListener echo = new EchoListener(connection);
                    connection.listener(echo);
                    if (tls) {
                        connection.startTls(certificates.server(), ByteBuffer.allocate(0));
                    }
                    server.complete(echo);
                })
                .address()
                .getPort();
    }

    private static void exchange(Socket socket, long seed) throws Exception {
        byte[] sent = new byte[LENGTH];
        new Random(seed).nextBytes(sent);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeInPieces(socket, sent, seed));
        byte[] got = new byte[LENGTH];
        Random pace = new Random(seed + 1);
        for (int at = 0; at < LENGTH; ) {
            int length = socket.getInputStream().read(got, at, Math.min(LENGTH - at, 1 + pace.nextInt(200_000)));
            assertThat(length).isPositive();
            at += length;
            if (pace.nextInt(20) == 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        writing.get();
        assertThat(got).isEqualTo(sent);
        socket.shutdownOutput();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    private static void writeInPieces(Socket socket, byte[] bytes, long seed) {
        Random sizes = new Random(seed + 2);
        try {
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + sizes.nextInt(sizes.nextBoolean() ? 100 : 100_000));
                socket.getOutputStream().write(bytes, at, length);
                at += length;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.tls.TlsFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts writes and records, which cost more than the cipher: few and large. */
final class TlsOutputTest {
    private final LoopBuffers buffers = new LoopBuffers();
    private final WrittenRecords written = new WrittenRecords();
    private SSLEngine server;
    private SSLEngine client;
    private TlsOutput output;

    @BeforeEach
    void shakeHands(@TempDir Path directory) throws IOException {
        TestCertificates certificates = TestCertificates.in(directory);
        server = certificates.server().newEngine();
        client = certificates.client("localhost").newEngine();
        output = new TlsOutput(server, written, buffers, false);
        client.beginHandshake();
        server.beginHandshake();
        clientToServer();
    }

    @Test
    void aWholeServerFlightIsOneWrite() throws IOException {
        output.sendHandshake();
        assertThat(written.writes).hasSize(1);
        assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
    }

    @Test
    void whatOneReadTakesIsOneWriteOfEightRecords() throws IOException {
        finishHandshake();
        for (int i = 0; i < 16; i++) {
            output.send(ByteBuffer.allocateDirect(LoopBuffers.READ_SIZE));
        }
        assertThat(written.writes).hasSize(16);
        assertThat(recordsIn(written.writes.get(0))).hasSize(8);
        assertThat(written.writes)
                .allSatisfy(write -> assertThat(recordsIn(write)).hasSize(8));
    }

    @Test
    void aMessageIsOneWriteOfOneRecord() throws IOException {
        finishHandshake();
        output.send(ByteBuffer.allocateDirect(20));
        assertThat(written.writes).hasSize(1);
        assertThat(recordsIn(written.writes.get(0))).hasSize(1);
    }

    @Test
    void whatCameTooEarlyIsSentInOrder() throws IOException {
        output.keep(ByteBuffer.wrap(new byte[] {1, 2}));
        output.keep(ByteBuffer.wrap(new byte[] {3}));
        assertThat(output.early()).isEqualTo(3);
        finishHandshake();
        output.sendEarly();
        assertThat(output.early()).isZero();
        ByteBuffer heard = ByteBuffer.allocate(64 * 1024);
        written.writes.forEach(write -> unwrap(client, ByteBuffer.wrap(write), heard));
        assertThat(heard.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    /** The client's flight; the server's answer is ready, but not yet taken. */
    private void clientToServer() throws IOException {
        ByteBuffer flight = ByteBuffer.allocate(64 * 1024);
        while (client.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            client.wrap(ByteBuffer.allocate(0), flight);
        }
        unwrap(server, flight.flip(), ByteBuffer.allocate(64 * 1024));
    }

    private void finishHandshake() throws IOException {
        output.sendHandshake();
        ByteBuffer nowhere = ByteBuffer.allocate(64 * 1024);
        ByteBuffer flight = ByteBuffer.wrap(written.writes.get(0));
        while (flight.hasRemaining()) {
            unwrap(client, flight, nowhere);
            if (client.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                clientToServer();
            }
        }
        while (server.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            output.sendHandshake();
        }
        List<byte[]> tickets = List.copyOf(written.writes.subList(1, written.writes.size()));
        tickets.forEach(ticket -> unwrap(client, ByteBuffer.wrap(ticket), nowhere));
        written.writes.clear();
    }

    private static void unwrap(SSLEngine engine, ByteBuffer records, ByteBuffer plaintext) {
        try {
            while (records.hasRemaining() && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
                engine.unwrap(records, plaintext);
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> recordsIn(byte[] write) {
        List<Integer> lengths = new ArrayList<>();
        for (int at = 0; at < write.length; at += 5 + lengths.get(lengths.size() - 1)) {
            lengths.add((write[at + 3] & 0xff) << 8 | (write[at + 4] & 0xff));
        }
        return lengths;
    }

    /** Takes records and does nothing else. */
    private static final class WrittenRecords implements TlsCarrier {
        private final List<byte[]> writes = new ArrayList<>();

        @Override
        public void sendRecords(ByteBuffer records) {
            byte[] copy = new byte[records.remaining()];
            records.get(copy);
            writes.add(copy);
        }

        @Override
        public long unsent() {
            return 0;
        }

        @Override
        public boolean takesPlaintext() {
            return true;
        }

        @Override
        public void onPlaintext(ByteBuffer bytes) {}

        @Override
        public void onEstablished(TlsFacts facts) {}

        @Override
        public void onOutputClosed() {}

        @Override
        public void onTlsFailure(ConnectionEnd.Kind kind, String detail) {}

        @Override
        public void resumeTls() {}
    }
}

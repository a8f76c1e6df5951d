package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.ConnectionEnd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of a connection without TLS. */
@Timeout(20)
final class PlaintextConnectionTest {
    private Loopback loopback;

    @BeforeEach
    void start() throws IOException {
        loopback = new Loopback(connection -> {});
    }

    @AfterEach
    void stop() {
        loopback.close();
    }

    @Test
    void knowsBothAddresses() throws Exception {
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            assertThat(server.connection.localAddress()).isEqualTo(loopback.port.address());
            assertThat(server.connection.remoteAddress()).isEqualTo(client.getLocalSocketAddress());
            assertThat(server.connection.loop()).isIn(loopback.network.loops());
        }
    }

    @Test
    void deliversNothingDuringAPauseAndAllOfItAfterwards() throws Exception {
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            server.onLoop(connection -> connection.pauseReading());
            client.getOutputStream().write("kept".getBytes(StandardCharsets.US_ASCII));
            assertThat(server.events.poll(150, TimeUnit.MILLISECONDS)).isNull();
            AtomicBoolean delivered = new AtomicBoolean();
            server.also = event -> delivered.set(true);
            server.onLoop(connection -> {
                connection.resumeReading();
                assertThat(delivered).isFalse();
            });
            assertThat(server.text(4)).isEqualTo("kept");
        }
    }

    @Test
    void countsWhatIsUnsentAndTellsOnceWhenItIsDrained() throws Exception {
        // Hazard 11: the writer learns that it must wait.
        int length = 16 * 1024 * 1024;
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            CompletableFuture<Long> left = new CompletableFuture<>();
            server.onLoop(connection -> {
                connection.send(ByteBuffer.allocate(length));
                left.complete(connection.unsent());
            });
            assertThat(left.get()).isPositive().isLessThan(length);
            assertThat(client.getInputStream().readNBytes(length)).hasSize(length);
            assertThat(server.next()).isEqualTo("drained");
            server.onLoop(connection -> assertThat(connection.unsent()).isZero());
            assertThat(server.events).isEmpty();
        }
    }

    @Test
    void goesOnReadingBehindItsOwnEnd() throws Exception {
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            server.onLoop(connection -> {
                connection.send(ByteBuffer.wrap(new byte[] {'b', 'y', 'e'}));
                connection.closeOutput();
            });
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("bye");
            client.getOutputStream().write("late".getBytes(StandardCharsets.US_ASCII));
            assertThat(server.text(4)).isEqualTo("late");
            client.shutdownOutput();
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.CLEAN);
        }
    }

    @Test
    void goesOnSendingBehindThePeersEnd() throws Exception {
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            client.shutdownOutput();
            assertThat(server.next()).isEqualTo("input end");
            server.send("still here");
            server.onLoop(connection -> connection.closeOutput());
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("still here");
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.CLEAN);
        }
    }

    @Test
    void sleepsBesideAPeerThatHasHalfClosed() throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            CompletableFuture<Long> thread = new CompletableFuture<>();
            server.onLoop(connection -> thread.complete(Thread.currentThread().getId()));
            client.shutdownOutput();
            assertThat(server.next()).isEqualTo("input end");
            long before = threads.getThreadCpuTime(thread.get());
            TimeUnit.MILLISECONDS.sleep(300);
            assertThat(threads.getThreadCpuTime(thread.get()) - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
            assertThat(server.events).isEmpty();
        }
    }

    @Test
    void sendsAllBeforeItCloses() throws Exception {
        int length = 8 * 1024 * 1024;
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            server.onLoop(connection -> {
                connection.send(ByteBuffer.allocate(length));
                connection.close();
                connection.send(ByteBuffer.wrap(new byte[] {'x'}));
            });
            assertThat(client.getInputStream().readAllBytes()).hasSize(length);
            client.shutdownOutput();
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.BY_US);
        }
    }

    @Test
    void closesInTimeEvenIfThePeerDoesNot() throws Exception {
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            client.getOutputStream().write(new byte[100]);
            server.onLoop(connection -> connection.close());
            assertThat(server.closed.get(3, TimeUnit.SECONDS).kind()).isEqualTo(ConnectionEnd.Kind.BY_US);
        }
    }

    @Test
    void aReaderGetsTheLastWordsThoughItStillTalks() throws Exception {
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            server.onLoop(connection -> connection.pauseReading());
            client.getOutputStream().write(new byte[100_000]);
            server.send("refused");
            server.onLoop(connection -> connection.close());
            client.getOutputStream().write(new byte[100]);
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("refused");
        }
    }

    @Test
    void abortsAtOnce() throws Exception {
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            server.onLoop(connection -> connection.abort());
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.BY_US);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            server.onLoop(connection -> {
                connection.send(ByteBuffer.wrap(new byte[] {'x'}));
                connection.resumeReading();
                connection.closeOutput();
                connection.close();
                connection.abort();
            });
            assertThat(server.next()).isEqualTo("closed");
            assertThat(server.events).isEmpty();
        }
    }

    @Test
    void callsAResetAbrupt() throws Exception {
        Socket client = loopback.connect();
        RecordingListener server = loopback.accepted();
        client.setSoLinger(true, 0);
        client.close();
        assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.ABRUPT);
    }

    @Test
    void aListenersBugCostsItsOwnConnectionOnly() throws Exception {
        try (Socket victim = loopback.connect();
                Socket other = loopback.connect()) {
            RecordingListener first = loopback.accepted();
            RecordingListener second = loopback.accepted();
            first.also = event -> {
                if (event.equals("bytes")) {
                    throw new IllegalStateException("a bug, on purpose");
                }
            };
            second.also = first.also;
            RecordingListener sound =
                    first.connection.remoteAddress().equals(victim.getLocalSocketAddress()) ? second : first;
            sound.also = event -> {};
            victim.getOutputStream().write('x');
            assertThat(victim.getInputStream().read()).isEqualTo(-1);
            other.getOutputStream().write('y');
            assertThat(sound.text(1)).isEqualTo("y");
        }
    }

    @Test
    void tellsEveryListenerWhenTheNetworkCloses() throws Exception {
        try (Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            loopback.network.close();
            assertThat(server.end().kind()).isEqualTo(ConnectionEnd.Kind.BY_US);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}

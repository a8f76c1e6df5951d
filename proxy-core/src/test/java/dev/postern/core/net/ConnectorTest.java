package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.postern.core.session.Connector;
import dev.postern.core.session.EventLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connects succeed, fail and are given up, and leave nothing behind. */
@Timeout(20)
final class ConnectorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Loopback loopback;
    private EventLoop loop;

    @BeforeEach
    void start() throws IOException {
        loopback = new Loopback(MinaNetwork.start(2), connection -> {});
        loop = loopback.network.loops().get(1);
    }

    @AfterEach
    void stop() {
        loopback.close();
    }

    @Test
    void connectsOnTheLoopThatAskedAndNeverAtOnce() throws Exception {
        CompletableFuture<RecordingListener> connected = new CompletableFuture<>();
        CompletableFuture<Boolean> atOnce = new CompletableFuture<>();
        loop.execute(() -> {
            connect("127.0.0.1", loopback.port.address().getPort(), PATIENCE, connected);
            atOnce.complete(connected.isDone());
        });
        RecordingListener client = connected.get(8, TimeUnit.SECONDS);
        assertThat(atOnce.get()).isFalse();
        assertThat(client.connection.loop()).isSameAs(loop);
        client.send("hello");
        assertThat(loopback.accepted().text(5)).isEqualTo("hello");
    }

    @Test
    void triesTheNextAddressOfAName() throws Exception {
        // The name stands for ::1 and 127.0.0.1 where the machine has both; we listen on the second only.
        assertThat(start("localhost", loopback.port.address().getPort(), PATIENCE)
                        .get(8, TimeUnit.SECONDS))
                .isNotNull();
    }

    @Test
    void saysUnreachableWhereNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> start("127.0.0.1", port, PATIENCE).get(8, TimeUnit.SECONDS))
                .hasMessageContaining("UNREACHABLE Connection refused");
    }

    @Test
    void saysUnreachableWhereTheNameIsUnknown() {
        assertThatThrownBy(() -> start("nowhere.invalid", 143, PATIENCE).get(8, TimeUnit.SECONDS))
                .hasMessageContaining("UNREACHABLE unknown host nowhere.invalid");
    }

    @Test
    void saysUnreachableWhereThePortIsNone() {
        assertThatThrownBy(() -> start("127.0.0.1", 70_000, PATIENCE).get(8, TimeUnit.SECONDS))
                .hasMessageContaining("UNREACHABLE");
    }

    @Test
    void saysTimedOutWhereNobodyAnswers() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            assertThatThrownBy(() -> start("127.0.0.1", hole.port(), Duration.ofMillis(200))
                            .get(8, TimeUnit.SECONDS))
                    .hasMessageContaining("TIMED_OUT no answer from 127.0.0.1");
        }
    }

    @Test
    void aCancelledConnectTellsNothingAndLeavesNoDescriptor() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            long before = descriptors();
            CompletableFuture<RecordingListener> outcome = new CompletableFuture<>();
            CompletableFuture<Void> cancelled = new CompletableFuture<>();
            loop.execute(() -> {
                List<Connector.Attempt> attempts = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    attempts.add(connect("127.0.0.1", hole.port(), PATIENCE, outcome));
                }
                loop.after(Duration.ofMillis(100), () -> {
                    attempts.forEach(Connector.Attempt::cancel);
                    cancelled.complete(null);
                });
            });
            cancelled.get(8, TimeUnit.SECONDS);
            TimeUnit.MILLISECONDS.sleep(100);
            assertThat(descriptors()).isLessThan(before + 10);
            assertThat(outcome).isNotDone();
        }
    }

    @Test
    void aConnectCancelledAtOnceTellsNothing() throws Exception {
        CompletableFuture<RecordingListener> outcome = new CompletableFuture<>();
        loop.execute(() -> connect("127.0.0.1", loopback.port.address().getPort(), PATIENCE, outcome)
                .cancel());
        assertThat(loopback.nothingAcceptedFor(200)).isTrue();
        assertThat(outcome).isNotDone();
    }

    private CompletableFuture<RecordingListener> start(String host, int port, Duration deadline) {
        CompletableFuture<RecordingListener> outcome = new CompletableFuture<>();
        loop.execute(() -> connect(host, port, deadline, outcome));
        return outcome;
    }

    private Connector.Attempt connect(
            String host, int port, Duration deadline, CompletableFuture<RecordingListener> outcome) {
        return loopback.network.connector().connect(host, port, deadline, loop, new ConnectOutcome(outcome));
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    /** A port with a full backlog: further connects get no answer. */
    private static final class BlackHole implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> fillers = new ArrayList<>();

        BlackHole() throws IOException {
            for (int i = 0; i < 2; i++) {
                fillers.add(new Socket(server.getInetAddress(), server.getLocalPort()));
            }
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket filler : fillers) {
                filler.close();
            }
            server.close();
        }
    }
}

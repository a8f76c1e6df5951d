package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.Connection;
import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.session.ConnectionListener;
import dev.postern.core.session.Connector.ConnectListener;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.tls.TlsEngines;
import dev.postern.core.tls.TlsFacts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A client with TLS and a plain backend on one loop: what a session will be, with nothing between the legs. */
@Timeout(25)
@ParameterizedClass
@EnumSource(TlsServer.class)
final class RelayTest {
    @Parameter
    private TlsServer tlsServer = TlsServer.JSSE;

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int LENGTH = 8 * MEBIBYTE;

    /** A read's worth, its records' overhead, and a little. */
    private static final long MOST_UNSENT = 170 * 1024;

    private final AtomicLong mostUnsent = new AtomicLong();
    private final CompletableFuture<Long> loopThread = new CompletableFuture<>();
    private MinaNetwork network;
    private TestCertificates certificates;
    private BoundPort proxy;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        certificates = TestCertificates.in(directory);
        network = MinaNetwork.start(2);
        BoundPort backend = network.listen(anyPort(), connection -> connection.listener(new EchoListener(connection)));
        TlsEngines engines = tlsServer.engines(certificates);
        proxy = network.listen(anyPort(), client -> relay(client, engines, backend.address()));
    }

    @AfterEach
    void stop() {
        network.close();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Test
    void isByteExactBothWaysUnderBackPressureAndBoundsItsMemory() throws Exception {
        // Hazard 11, and the stall of a half-written request whose session is suspended and resumed.
        try (Socket socket = connect()) {
            exchange(socket, pace -> pace.nextInt(30) == 0);
        }
        assertThat(mostUnsent.get()).isLessThan(MOST_UNSENT);
    }

    @Test
    void allocatesLittleForMuch() throws Exception {
        assumeTrue(tlsServer != TlsServer.BOUNCYCASTLE, "its records are new arrays; it is not chosen for speed");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Socket socket = connect()) {
            exchange(socket, pace -> false);
            long before = threads.getThreadAllocatedBytes(loopThread.get());
            exchange(socket, pace -> false);
            long perMebibyte = (threads.getThreadAllocatedBytes(loopThread.get()) - before) / (2 * LENGTH / MEBIBYTE);
            // JSSE makes some small objects for each record; the copies of what a slow socket leaves are the rest.
            assertThat(perMebibyte).isLessThan(400 * 1024);
        }
    }

    private Socket connect() throws IOException {
        return certificates
                .clientContext()
                .getSocketFactory()
                .createSocket("localhost", proxy.address().getPort());
    }

    private void relay(Connection client, TlsEngines engines, InetSocketAddress backendAddress) {
        loopThread.complete(Thread.currentThread().getId());
        client.pauseReading();
        client.listener(NobodyListens.YET);
        network.connector()
                .connect(
                        backendAddress.getHostString(),
                        backendAddress.getPort(),
                        Duration.ofSeconds(5),
                        client.loop(),
                        new ConnectListener() {
                            @Override
                            public void onConnected(Connection backend) {
                                assertThat(backend.loop()).isSameAs(client.loop());
                                client.listener(new Leg(client, backend));
                                backend.listener(new Leg(backend, client));
                                client.startTls(engines, Loopback.NOTHING);
                                client.resumeReading();
                            }

                            @Override
                            public void onConnectFailed(BackendFailure why, String detail) {
                                client.abort();
                            }
                        });
    }

    /** Hears one side and speaks to the other. */
    private final class Leg implements ConnectionListener {
        private final Connection from;
        private final Connection to;

        private Leg(Connection from, Connection to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            to.send(bytes);
            if (to.unsent() > 0) {
                from.pauseReading();
                mostUnsent.accumulateAndGet(to.unsent(), Math::max);
            }
        }

        @Override
        public void onDrained() {
            to.resumeReading();
        }

        @Override
        public void onTls(TlsFacts facts) {}

        @Override
        public void onInputEnd() {
            to.closeOutput();
        }

        @Override
        public void onClosed(ConnectionEnd end) {
            to.close();
        }
    }

    private interface Dawdling {
        boolean now(Random pace);
    }

    private static void exchange(Socket socket, Dawdling dawdling) throws Exception {
        byte[] sent = new byte[LENGTH];
        new Random(5).nextBytes(sent);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(sent);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        byte[] got = new byte[LENGTH];
        Random pace = new Random(6);
        for (int at = 0; at < LENGTH; ) {
            int length = socket.getInputStream().read(got, at, Math.min(LENGTH - at, 1 + pace.nextInt(100_000)));
            assertThat(length).isPositive();
            at += length;
            if (dawdling.now(pace)) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        writing.get();
        assertThat(got).isEqualTo(sent);
    }
}

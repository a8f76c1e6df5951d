package dev.postern.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.admin.http.SocketPlace;
import dev.postern.admin.http.SocketRefused;
import dev.postern.admin.logout.LogoutDesk;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.session.Connection;
import dev.postern.core.session.ConnectionEnd;
import dev.postern.core.session.ConnectionListener;
import dev.postern.core.session.Crowd;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.tls.TlsFacts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 50,000 sessions in the list, readers that hang, and bytes that go on meanwhile. */
class LongListTest {
    private static final int SESSIONS = 50_000;
    private static final int HANGING = 8;
    private static final long MIB = 1024 * 1024;
    /** Of one round trip through an I/O loop while lists are written; generous, since machines that test are busy. */
    private static final Duration STALL = Duration.ofSeconds(2);

    private final Crowd crowd = new Crowd();
    private final Path socket;
    private final ControlEndpoint endpoint;
    private final List<SocketChannel> readers = new ArrayList<>();

    private final RunningProxy proxy = new RunningProxy() {
        @Override
        public LogoutDesk logouts() {
            throw new IllegalStateException("no provider here");
        }

        @Override
        public ProxyStatus status() {
            return new ProxyStatus(Instant.now(), "1.2.3", false, Verbosity.INFO, List.of(), List.of(), List.of());
        }

        @Override
        public Set<String> protocols() {
            return Set.of("toy", "imap");
        }

        @Override
        public LiveSessions live() {
            return crowd.live();
        }

        @Override
        public Path drain(Duration patience) {
            throw new IllegalStateException("nobody asks for this here");
        }

        @Override
        public void makeWay() {
            throw new IllegalStateException("nobody asks for this here");
        }

        @Override
        public void reload(Consumer<ReloadOutcome> answer) {
            throw new IllegalStateException("nobody asks for this here");
        }

        @Override
        public void verbosity(Verbosity verbosity) {
            throw new IllegalStateException("nobody asks for this here");
        }
    };

    LongListTest(@TempDir Path folder) throws SocketRefused {
        this.socket = folder.resolve("control.sock");
        this.endpoint = ControlEndpoint.open(new SocketPlace(socket, Optional.empty()), proxy);
    }

    @AfterEach
    void close() throws IOException {
        for (SocketChannel reader : readers) {
            reader.close();
        }
        endpoint.close();
    }

    /** Asks, reads a little, and hangs. */
    private InputStream hangingReader(String target) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        readers.add(channel);
        channel.connect(UnixDomainSocketAddress.of(socket));
        String request = "GET " + target + " HTTP/1.1\r\nHost: postern\r\nConnection: close\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        InputStream in = Channels.newInputStream(channel);
        assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        return in;
    }

    private static long live() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void readersThatHangHoldOnePieceEachAndStallNobody() throws Exception {
        crowd.arrive(SESSIONS);
        long before = live();

        InputStream first = hangingReader("/v1/sessions");
        for (int i = 1; i < HANGING; i++) {
            hangingReader("/v1/sessions");
        }
        long lists = live() - before;
        // Each list has more than 7 MiB: collected, they would be seven times this bound.
        assertThat(lists).isLessThan(8 * MIB);

        Instant asked = Instant.now();
        assertThat(RawHttp.get(socket, "/v1/status")).contains("\"total\":" + SESSIONS);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(STALL);

        // Whoever reads on gets the rest, with whoever is still in.
        String list = new String(first.readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(list.length()).isGreaterThan((int) (7 * MIB));
        assertThat(list.split("\"id\"", -1)).hasSize(SESSIONS + 1);
    }

    @Test
    void sortedListsCostAFractionOfTheSessionsAndOnlyTwoAtOnce() throws Exception {
        long empty = live();
        crowd.arrive(SESSIONS);
        long before = live();
        hangingReader("/v1/sessions?sort=bytes");
        hangingReader("/v1/sessions?sort=user");

        assertThat(live() - before).isLessThan((before - empty) / 2);
        assertThat(RawHttp.get(socket, "/v1/sessions?sort=since")).startsWith("HTTP/1.1 503");
    }

    @Test
    void bytesGoOnWhileListsAreWritten() throws Exception {
        crowd.arrive(SESSIONS);
        try (MinaNetwork network = MinaNetwork.start(1)) {
            InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            int port = network.listen(loopback, connection -> connection.listener(new Echo(connection)))
                    .address()
                    .getPort();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                hangingReader("/v1/sessions");
                Thread reading = new Thread(() -> {
                    try {
                        RawHttp.get(socket, "/v1/sessions");
                        RawHttp.get(socket, "/v1/sessions?sort=bytes");
                    } catch (IOException gone) {
                        throw new IllegalStateException(gone);
                    }
                });
                reading.start();
                Duration slowest = Duration.ZERO;
                int trips = 0;
                while (reading.isAlive() || trips < 10) {
                    Instant sent = Instant.now();
                    client.getOutputStream().write(7);
                    assertThat(client.getInputStream().read()).isEqualTo(7);
                    Duration trip = Duration.between(sent, Instant.now());
                    slowest = trip.compareTo(slowest) > 0 ? trip : slowest;
                    trips++;
                    Thread.sleep(5);
                }
                assertThat(slowest).isLessThan(STALL);
            }
        }
    }

    private record Echo(Connection connection) implements ConnectionListener {
        @Override
        public void onBytes(ByteBuffer bytes) {
            connection.send(bytes);
        }

        @Override
        public void onDrained() {
            // One octet at a time.
        }

        @Override
        public void onTls(TlsFacts facts) {
            throw new IllegalStateException("there is no TLS here");
        }

        @Override
        public void onInputEnd() {
            connection.close();
        }

        @Override
        public void onClosed(ConnectionEnd end) {
            // Over.
        }
    }
}

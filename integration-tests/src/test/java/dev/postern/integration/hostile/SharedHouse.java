package dev.postern.integration.hostile;

import dev.postern.core.guard.Admission;
import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.net.BoundPort;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.route.RouteTable;
import dev.postern.core.route.SentProxyHeader;
import dev.postern.core.route.UnknownName;
import dev.postern.core.route.Upstream;
import dev.postern.core.session.Deadlines;
import dev.postern.core.session.Entrance;
import dev.postern.core.session.ListenerSettings;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.PlainHttpMode;
import dev.postern.core.session.Route;
import dev.postern.core.session.SessionAcceptor;
import dev.postern.core.session.SessionServices;
import dev.postern.core.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A shared port on real sockets: all goes to an upstream that the test plays, TLS of {@code pages.example} ends before. */
final class SharedHouse implements AutoCloseable {
    static final Duration HANDSHAKE = Duration.ofMillis(1_500);
    private static final Deadlines DEADLINES = new Deadlines(
            HANDSHAKE,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMinutes(30),
            Duration.ofSeconds(30));
    private static final int PATIENCE_MILLIS = 10_000;

    private final MinaNetwork network = MinaNetwork.start(1);
    private final ServerSocket upstream = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final LiveSessions live = new LiveSessions();
    private final BoundPort port;

    SharedHouse(TestCertificates certificates) throws IOException {
        upstream.setSoTimeout(PATIENCE_MILLIS);
        Upstream there =
                new Upstream("127.0.0.1", upstream.getLocalPort(), SentProxyHeader.NONE, Duration.ofMinutes(30));
        RouteTable<Route> routes = new RouteTable<>(
                List.of(
                        new RouteTable.Claim<>(new Route.Passthrough("web", there), Set.of(), Set.of(), true),
                        new RouteTable.Claim<>(
                                new Route.Relay("pages", there, certificates.server()),
                                Set.of("mail.example.org"),
                                Set.of(),
                                false)),
                UnknownName.DEFAULT);
        SessionServices services = new SessionServices(
                new Admission(new AdmissionLimits(1_000, 1_000)),
                (credentials, protocol, answer) -> {
                    throw new IllegalStateException("nobody logs in here");
                },
                network.connector(),
                DEADLINES,
                live);
        port = network.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new SessionAcceptor(
                        new ListenerSettings("door", new Entrance.Shared(routes, PlainHttpMode.CLOSE)), services));
    }

    Socket client() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), port.address().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** The upstream's end of the next connection. */
    Socket accepted() throws IOException {
        Socket socket = upstream.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Nobody answers there any more. */
    void closeUpstream() throws IOException {
        upstream.close();
    }

    int inside() {
        return live.count();
    }

    @Override
    public void close() {
        port.close();
        network.close();
        try {
            upstream.close();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}

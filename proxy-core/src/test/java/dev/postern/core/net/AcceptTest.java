package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.session.Connection;
import dev.postern.core.session.ConnectionAcceptor;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ports accept, pause, and get over a lack of descriptors. */
@Timeout(20)
final class AcceptTest {
    @Test
    void servesOnWhileDescriptorsAreExhaustedAndAcceptsAgainAfterwards() throws Exception {
        // Hazard 10: sslh CVE-2025-46807, Stalwart 0.16.12.
        AtomicBoolean exhausted = new AtomicBoolean();
        AtomicInteger attempts = new AtomicInteger();
        MinaNetwork network = MinaNetwork.start(1, port -> {
            attempts.incrementAndGet();
            if (exhausted.get()) {
                throw new IOException("Too many open files");
            }
            return port.accept();
        });
        try (Loopback loopback = new Loopback(network, connection -> {});
                Socket early = loopback.connect()) {
            RecordingListener served = loopback.accepted();
            exhausted.set(true);
            attempts.set(0);
            try (Socket waiting = loopback.connect()) {
                early.getOutputStream().write("still served".getBytes(StandardCharsets.US_ASCII));
                assertThat(served.text(12)).isEqualTo("still served");
                assertThat(loopback.nothingAcceptedFor(350)).isTrue();
                assertThat(attempts.get()).isBetween(1, 6);
                assertThat(network.acceptingPaused()).isTrue();
                exhausted.set(false);
                RecordingListener late = loopback.accepted();
                waiting.getOutputStream().write('x');
                assertThat(late.text(1)).isEqualTo("x");
                assertThat(network.acceptingPaused()).isFalse();
            }
        }
    }

    @Test
    void whoeverWaitsInTheBacklogIsLetInWhenThePortCloses() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (Loopback loopback = new Loopback(connection -> {});
                Loopback other = new Loopback(loopback.network, connection -> {})) {
            loopback.port.pause();
            for (int i = 0; i < 50; i++) {
                clients.add(loopback.connect());
            }
            assertThat(loopback.nothingAcceptedFor(100)).isTrue();

            loopback.port.close();

            for (Socket client : clients) {
                client.getOutputStream().write('x');
                assertThat(loopback.accepted().text(1)).isEqualTo("x");
            }
            assertThatThrownBy(loopback::connect).isInstanceOf(ConnectException.class);
            try (Socket elsewhere = other.connect()) {
                elsewhere.getOutputStream().write('y');
                assertThat(other.accepted().text(1)).isEqualTo("y");
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** Two by mistake, with a control socket each, would share the clients and nobody would know. */
    @Test
    void whoSharesWithSuccessorsIsFirst() throws Exception {
        ConnectionAcceptor closing = connection -> connection.loop().execute(connection::close);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (MinaNetwork first = MinaNetwork.start(1);
                MinaNetwork second = MinaNetwork.start(1)) {
            BoundPort port = first.listen(any, PortSharing.WITH_SUCCESSORS, closing);
            assertThatThrownBy(() -> second.listen(port.address(), PortSharing.WITH_SUCCESSORS, closing))
                    .isInstanceOf(IOException.class);
            BoundPort successor = second.listen(port.address(), PortSharing.OF_ONE_USER, closing);
            assertThat(successor.address()).isEqualTo(port.address());
        }
    }

    @Test
    void aPortIsSharedOnlyByThoseWhoBothSaySo() throws Exception {
        MinaNetwork first = MinaNetwork.start(1);
        MinaNetwork second = MinaNetwork.start(1);
        ConnectionAcceptor closing = Connection::close;
        try {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            BoundPort shared = first.listen(any, PortSharing.OF_ONE_USER, closing);
            assertThatThrownBy(() -> second.listen(shared.address(), closing)).isInstanceOf(IOException.class);
            BoundPort taken = second.listen(shared.address(), PortSharing.OF_ONE_USER, closing);
            assertThat(taken.address()).isEqualTo(shared.address());

            BoundPort alone = first.listen(any, closing);
            assertThatThrownBy(() -> second.listen(alone.address(), PortSharing.OF_ONE_USER, closing))
                    .isInstanceOf(IOException.class);
        } finally {
            first.close();
            second.close();
        }
    }

    @Test
    void survivesAnAcceptThatThrowsAnything() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        MinaNetwork network = MinaNetwork.start(1, port -> {
            if (broken.getAndSet(false)) {
                throw new IllegalStateException("a bug, on purpose");
            }
            return port.accept();
        });
        try (Loopback loopback = new Loopback(network, connection -> {});
                Socket client = loopback.connect()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(loopback.accepted()).isNotNull();
        }
    }

    @Test
    void leavesConnectionsInTheBacklogDuringAPause() throws Exception {
        try (Loopback loopback = new Loopback(connection -> {})) {
            loopback.port.pause();
            TimeUnit.MILLISECONDS.sleep(50);
            try (Socket client = loopback.connect()) {
                assertThat(loopback.nothingAcceptedFor(150)).isTrue();
                loopback.port.resume();
                assertThat(loopback.accepted().connection.remoteAddress()).isEqualTo(client.getLocalSocketAddress());
            }
        }
    }

    @Test
    void closingAPortLeavesItsConnectionsAlive() throws Exception {
        try (Loopback loopback = new Loopback(connection -> {});
                Socket client = loopback.connect()) {
            RecordingListener server = loopback.accepted();
            loopback.port.close();
            client.getOutputStream().write('x');
            assertThat(server.text(1)).isEqualTo("x");
            try (ServerSocketChannel again = ServerSocketChannel.open()) {
                again.bind(loopback.port.address());
            }
        }
    }

    @Test
    void spreadsConnectionsOverTheLoops() throws Exception {
        try (Loopback loopback = new Loopback(MinaNetwork.start(2), connection -> {});
                Socket one = loopback.connect();
                Socket two = loopback.connect()) {
            Set<Object> loops = new HashSet<>();
            loops.add(loopback.accepted().connection.loop());
            loops.add(loopback.accepted().connection.loop());
            assertThat(loops).hasSize(2);
            assertThat(one.getPort()).isEqualTo(two.getPort());
        }
    }
}

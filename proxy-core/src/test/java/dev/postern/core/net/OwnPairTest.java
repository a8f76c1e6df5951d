package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.Connection;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class OwnPairTest {
    private MinaNetwork network;

    @BeforeEach
    void open() throws Exception {
        network = MinaNetwork.start(1);
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void its_near_end_is_a_connection_like_any_other() throws Exception {
        CompletableFuture<RecordingListener> told = new CompletableFuture<>();
        try (OwnPair pair = network.pair()) {
            pair.join(network.loops().get(0), connection -> told.complete(new RecordingListener(connection)));
            RecordingListener near = told.get(8, TimeUnit.SECONDS);
            Connection connection = near.connection;
            assertThat(connection.remoteAddress()).isEqualTo(pair.far().getLocalSocketAddress());
            connection.loop().execute(() -> connection.send(ByteBuffer.wrap(new byte[] {1, 2, 3})));
            assertThat(pair.far().getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
            connection.loop().execute(connection::close);
            assertThat(pair.far().getInputStream().read()).isNegative();
        }
    }

    @Test
    void no_port_stays_open_for_it() throws Exception {
        try (OwnPair pair = network.pair()) {
            int port = pair.far().getPort();
            // Whoever listens there now would be refused while the door is open.
            try (ServerSocket other = new ServerSocket(port)) {
                assertThat(other.getLocalPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void one_that_no_loop_has_is_closed_at_both_ends() throws Exception {
        Socket far;
        try (OwnPair pair = network.pair()) {
            far = pair.far();
        }
        assertThat(far.isClosed()).isTrue();
    }
}

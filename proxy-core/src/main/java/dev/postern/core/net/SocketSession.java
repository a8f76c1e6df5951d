package dev.postern.core.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;

/** MINA's view of one connected socket: from it MINA keeps the life cycle, and {@link SocketConnection} the bytes. */
final class SocketSession extends NioSession implements Selected {
    private final LoopProcessor loop;
    private final SocketService service;
    private final SocketChannel socket;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private @Nullable Consumer<SocketConnection> whoWaits; // until it is told
    private @Nullable SocketConnection connection;

    /** For a socket that {@link #prepare} has made ready. */
    SocketSession(SocketService service, LoopProcessor loop, SocketChannel socket, Consumer<SocketConnection> whoWaits)
            throws IOException {
        super(loop, service, socket);
        this.loop = loop;
        this.service = service;
        this.socket = socket;
        this.remote = (InetSocketAddress) socket.getRemoteAddress();
        this.local = (InetSocketAddress) socket.getLocalAddress();
        this.whoWaits = whoWaits;
        this.config = service.getSessionConfig();
    }

    /** Sets what every connection of ours needs; dead peers are found by keep-alive (RFC 1122 §4.2.3.6). */
    static void prepare(SocketChannel socket) throws IOException {
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }

    /** Told not to linger at all, the system ends the connection with a reset once it is closed. */
    void resetOnClose() throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    }

    /** The loop has registered the socket. */
    void opened() {
        SocketConnection opened = new SocketConnection(this, loop, service.handshakeTasks());
        connection = opened;
        // It knows of everything that came before a login, the token too: nothing of that may live as long as a
        // session.
        Consumer<SocketConnection> told = Objects.requireNonNull(whoWaits);
        whoWaits = null;
        opened.attempt(() -> told.accept(opened));
    }

    /** MINA has closed the socket. */
    void closed() {
        if (connection != null) {
            connection.closed();
        }
    }

    @Override
    public void onReady(int operations) {
        if (connection != null) {
            connection.onReady(operations);
        }
    }

    @Override
    public SocketChannel getChannel() {
        return socket;
    }

    @Override
    public TransportMetadata getTransportMetadata() {
        return service.getTransportMetadata();
    }

    @Override
    public SocketSessionConfig getConfig() {
        return (SocketSessionConfig) config;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return local;
    }
}

package dev.postern.core.net;

import dev.postern.core.session.Connection;
import dev.postern.core.session.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * Two sockets of this process, connected to each other: one for a loop, as if somebody had come or been reached, and one
 * for the thread that plays him.
 *
 * <p>TCP has no other way to make them than to listen for an instant, on loopback and on a port that the system chooses.
 * Whoever else comes in that instant is hung up on.
 */
public final class OwnPair implements AutoCloseable {
    private static final int MOST_STRANGERS = 16;

    private final SocketService service;
    private final SocketChannel near;
    private final SocketChannel far;

    private OwnPair(SocketService service, SocketChannel near, SocketChannel far) {
        this.service = service;
        this.near = near;
        this.far = far;
    }

    /** @throws IOException where there are no descriptors or no loopback, or where strangers crowd the door */
    static OwnPair open(SocketService service) throws IOException {
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MOST_STRANGERS);
            SocketChannel far = SocketChannel.open(door.getLocalAddress());
            try {
                return new OwnPair(service, peer(door, far), far);
            } catch (IOException | RuntimeException failed) {
                far.close();
                throw failed;
            }
        }
    }

    private static SocketChannel peer(ServerSocketChannel door, SocketChannel far) throws IOException {
        for (int i = 0; i < MOST_STRANGERS; i++) {
            SocketChannel near = door.accept();
            try {
                if (far.getLocalAddress().equals(near.getRemoteAddress())) {
                    SocketSession.prepare(near);
                    return near;
                }
            } catch (IOException strangerHasLeft) {
                // The next one.
            }
            near.close();
        }
        throw new IOException("only strangers came");
    }

    /** Gives the near end to a loop of the same network; once. The connection is told there. */
    public void join(EventLoop loop, Consumer<Connection> told) throws IOException {
        service.adopt(near, (LoopProcessor) loop, told::accept);
    }

    /** The other end, blocking. */
    public Socket far() {
        return far.socket();
    }

    /** Closes the far end, and the near one where no loop has it. */
    @Override
    public void close() {
        LoopProcessor.closeQuietly(far);
        if (!near.isRegistered()) {
            LoopProcessor.closeQuietly(near);
        }
    }
}

package dev.postern.core.net;

import dev.postern.core.session.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A network with one listening port, whose accepted connections are recorded. */
final class Loopback implements AutoCloseable {
    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    final MinaNetwork network;
    final BoundPort port;
    private final BlockingQueue<RecordingListener> accepted = new LinkedBlockingQueue<>();

    Loopback(Consumer<Connection> first) throws IOException {
        this(MinaNetwork.start(1), first);
    }

    Loopback(MinaNetwork network, Consumer<Connection> first) throws IOException {
        this.network = network;
        this.port = network.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), connection -> {
            RecordingListener listener = new RecordingListener(connection);
            first.accept(connection);
            accepted.add(listener);
        });
    }

    /** A client's socket; the connection on our side is {@link #accepted}. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(port.address());
        socket.setSoTimeout(8000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    RecordingListener accepted() throws InterruptedException {
        RecordingListener listener = accepted.poll(8, TimeUnit.SECONDS);
        if (listener == null) {
            throw new IllegalStateException("nothing was accepted");
        }
        return listener;
    }

    boolean nothingAcceptedFor(long millis) throws InterruptedException {
        return accepted.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() {
        network.close();
    }
}

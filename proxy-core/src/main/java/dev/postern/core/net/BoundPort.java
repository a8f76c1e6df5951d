package dev.postern.core.net;

import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A listening socket. Thread safe. */
public final class BoundPort implements AutoCloseable {
    private final SocketService service;
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;

    BoundPort(SocketService service, ServerSocketChannel channel, InetSocketAddress address) {
        this.service = service;
        this.channel = channel;
        this.address = address;
    }

    /** The real one, where port 0 was asked for. */
    public InetSocketAddress address() {
        return address;
    }

    /** Leaves new connections in the backlog. */
    public void pause() {
        service.accepting(channel, false);
    }

    public void resume() {
        service.accepting(channel, true);
    }

    /** Stops listening; connections that were accepted live on, and those that wait in the backlog are accepted first. */
    @Override
    public void close() {
        service.unbind(address);
    }
}

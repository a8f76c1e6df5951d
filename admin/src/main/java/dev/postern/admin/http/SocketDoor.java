package dev.postern.admin.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;

/** HTTP/1.1 on a Unix socket, for its owner and its group alone. */
public final class SocketDoor implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final int BACKLOG = 32;
    private static final long IDLE_MILLIS = 30_000;

    private final BoundedServer server;
    private final SocketFile file;

    private SocketDoor(BoundedServer server, SocketFile file) {
        this.server = server;
        this.file = file;
    }

    /**
     * Listens; replaces a socket that a dead process has left. Where its group cannot be had, it is for its owner alone.
     *
     * @param name for its threads: {@code control}
     * @throws SocketRefused where the place cannot be had, with what to do
     */
    public static SocketDoor open(String name, SocketPlace place, Handler handler) throws SocketRefused {
        SocketFile file = SocketFile.prepare(place);
        BoundedServer server = new BoundedServer(name, handler);
        UnixDomainServerConnector connector =
                new UnixDomainServerConnector(server.server(), 1, 1, BoundedServer.http());
        connector.setUnixDomainPath(file.birthplace());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(BACKLOG);
        try {
            server.start(connector, CONNECTIONS);
        } catch (IOException refused) {
            file.clear();
            throw new SocketRefused(place.path() + " cannot be made: " + refused.getMessage());
        }
        try {
            file.publish();
        } catch (SocketRefused refused) {
            server.close();
            throw refused;
        }
        return new SocketDoor(server, file);
    }

    /** Who is at the other end, as the kernel says: {@code ada:mail}, numbers where they have no names. */
    public static String peer(Request request) {
        Object transport =
                request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
        if (transport instanceof SocketChannel channel) {
            try {
                UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
                return peer.user().getName() + ":" + peer.group().getName();
            } catch (IOException | UnsupportedOperationException untold) {
                return "unknown";
            }
        }
        return "unknown";
    }

    /** Where it can be found. */
    public synchronized Path path() {
        return file.path();
    }

    /** Why the group that it is for has no access, with what to do; empty where it has, or there is none. */
    public synchronized Optional<String> shutOut() {
        return file.shutOut();
    }

    /** Whether its file is gone: then nobody finds it any more. */
    public synchronized boolean lost() {
        return file.lost();
    }

    /** Leaves its name to a successor, and can be found under another. */
    public synchronized void stepAside(Path other) throws IOException {
        file.stepAside(other);
    }

    @Override
    public synchronized void close() {
        file.remove();
        server.close();
    }
}

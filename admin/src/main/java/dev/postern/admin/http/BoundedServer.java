package dev.postern.admin.http;

import java.io.IOException;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One HTTP/1.1 server with threads of its own, so that nothing here delays mail. Requests are small, connections few, and
 * a slow peer is cut off: it costs a connection for seconds, never a thread.
 */
final class BoundedServer implements AutoCloseable {
    private static final int THREADS = 6;
    private static final int HEADER_OCTETS = 8 * 1024;
    private static final long LEAST_OCTETS_PER_SECOND = 64;

    private final Server server;

    /** @param name for its threads: {@code logout} */
    BoundedServer(String name, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("postern-" + name);
        threads.setDaemon(true);
        server = new Server(threads);
        server.setHandler(handler);
        server.setErrorHandler(new BareErrors());
    }

    Server server() {
        return server;
    }

    static HttpConnectionFactory http() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_OCTETS);
        configuration.setMinRequestDataRate(LEAST_OCTETS_PER_SECOND);
        return new HttpConnectionFactory(configuration);
    }

    /** Begins to serve; Jetty's life cycle throws whatever it likes. */
    void start(AbstractConnector connector, int connections) throws IOException {
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(connections, server));
        try {
            server.start();
        } catch (IOException refused) {
            close();
            throw refused;
        } catch (Exception broken) {
            close();
            throw new IOException(broken);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception broken) {
            throw new IllegalStateException("Jetty does not stop", broken);
        }
    }
}

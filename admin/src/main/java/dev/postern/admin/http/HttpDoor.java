package dev.postern.admin.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 port with threads of its own, so that nothing here delays mail. Requests are small, connections few, and
 * a slow peer is cut off: it costs a connection for seconds, never a thread.
 */
public final class HttpDoor implements AutoCloseable {
    private static final int THREADS = 6;
    private static final int CONNECTIONS = 200;
    private static final int BACKLOG = 64;
    private static final int HEADER_OCTETS = 8 * 1024;
    private static final long IDLE_MILLIS = 5_000;
    private static final long LEAST_OCTETS_PER_SECOND = 64;

    private final Server server;
    private final ServerConnector connector;

    private HttpDoor(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Listens.
     *
     * @param name for its threads: {@code logout}
     * @throws IOException where the address cannot be had
     */
    public static HttpDoor open(String name, HttpAddress address, Handler handler) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("postern-" + name);
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1, protocols(address.tls()));
        connector.setHost(address.socket().getAddress().getHostAddress());
        connector.setPort(address.socket().getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        server.addBean(new ConnectionLimit(CONNECTIONS, server));
        server.setHandler(handler);
        server.setErrorHandler(new BareErrors());
        HttpDoor door = new HttpDoor(server, connector);
        door.start();
        return door;
    }

    private static ConnectionFactory[] protocols(@Nullable SSLContext tls) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_OCTETS);
        configuration.setMinRequestDataRate(LEAST_OCTETS_PER_SECOND);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        return tls == null
                ? new ConnectionFactory[] {http}
                : new ConnectionFactory[] {new SslConnectionFactory(engines(tls), HttpVersion.HTTP_1_1.asString()), http
                };
    }

    private static SslContextFactory.Server engines(SSLContext tls) {
        SslContextFactory.Server engines = new SslContextFactory.Server();
        engines.setSslContext(tls);
        engines.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return engines;
    }

    /** Jetty's life cycle throws whatever it likes. */
    private void start() throws IOException {
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

    /** Where it is bound. */
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
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

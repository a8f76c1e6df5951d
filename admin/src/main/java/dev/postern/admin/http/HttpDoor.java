package dev.postern.admin.http;

import dev.postern.core.guard.AdmissionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** One HTTP port. */
public final class HttpDoor implements AutoCloseable {
    private static final int CONNECTIONS = 200;
    /** So that four addresses are needed to take all. */
    private static final int CONNECTIONS_PER_ADDRESS = 50;

    private static final int BACKLOG = 64;
    private static final long IDLE_MILLIS = 5_000;

    private final BoundedServer server;
    private final ServerConnector connector;

    private HttpDoor(BoundedServer server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Listens. Who comes from this machine has no limit of its own: a web server here brings everybody else.
     *
     * @param name for its threads: {@code logout}
     * @throws IOException where the address cannot be had
     */
    public static HttpDoor open(String name, HttpAddress address, Handler handler) throws IOException {
        return open(name, address, handler, InetAddress::isLoopbackAddress);
    }

    /** @param exempt whose connections are not counted by address */
    static HttpDoor open(String name, HttpAddress address, Handler handler, Predicate<InetAddress> exempt)
            throws IOException {
        BoundedServer server = new BoundedServer(name, handler);
        ServerConnector connector = new ServerConnector(server.server(), 1, 1, protocols(address.tls()));
        connector.setHost(address.socket().getAddress().getHostAddress());
        connector.setPort(address.socket().getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(BACKLOG);
        connector.addBean(new AddressLimit(name, new AdmissionLimits(CONNECTIONS, CONNECTIONS_PER_ADDRESS), exempt));
        server.start(connector, CONNECTIONS);
        return new HttpDoor(server, connector);
    }

    private static ConnectionFactory[] protocols(@Nullable SSLContext tls) {
        HttpConnectionFactory http = BoundedServer.http();
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

    /** Where it is bound. */
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    @Override
    public void close() {
        server.close();
    }
}

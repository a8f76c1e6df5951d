package dev.postern.core.net;

import dev.postern.core.session.Connector;
import dev.postern.core.session.EventLoop;
import java.time.Duration;

/**
 * Connects on the loop itself.
 *
 * <p>MINA's own connector has a thread of its own, through which each connect would pass twice, and a cancelled connect
 * would keep its descriptor until that thread comes round. The sessions are MINA's all the same.
 */
final class SocketConnector implements Connector {
    private final SocketService service;
    private final NameResolver resolver;

    SocketConnector(SocketService service, NameResolver resolver) {
        this.service = service;
        this.resolver = resolver;
    }

    @Override
    public Attempt connect(String host, int port, Duration deadline, EventLoop loop, ConnectListener listener) {
        ConnectAttempt attempt = new ConnectAttempt(service, (LoopProcessor) loop, port, listener);
        attempt.start(host, resolver, deadline);
        return attempt;
    }
}
